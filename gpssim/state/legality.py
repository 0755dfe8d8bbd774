"""What rules and bans say: zones and thresholds, grounds of purchases, who may be signed or may offer."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from gpssim.market import Decision
from gpssim.rules.legality import Zone, zone_of
from gpssim.state import ceilings, procedures
from gpssim.state.clock import month_of_year

if TYPE_CHECKING:
    from gpssim.mechanisms.base import Mechanism
    from gpssim.state.line import Line
    from gpssim.state.market_state import MarketState


def zone_of_line(market: MarketState, line: Line, mechanism: str) -> Zone:
    """The zone of a line's purchase: its budget estimate, with this year's purchases of the same item if they count together.

    Without a rule set everything is outside.
    """
    if market.rules is None:
        return "outside"
    value, thresholds = estimate(market, line, mechanism), market.rules.thresholds
    if thresholds.counted == "item" and not line.split:  # who splits passes each part off as a purchase of its own
        value += bought_this_year(market, line)
    return zone_of(value, thresholds.purchase_limit, thresholds.open_tender)


def estimate(market: MarketState, line: Line, mechanism: str) -> float:
    """What the contract is budgeted at, yuan: the ceiling without its error, for places and term."""
    months = procedures.mechanism_of(market, mechanism).contract_months(market.policy_state.levers)
    return ceilings.expected_ceiling(market, line) * line.places * months


def bought_this_year(market: MarketState, line: Line) -> float:
    """Value of the purchaser's other purchases of the domain and district in this fiscal year, signed or awarded, yuan."""
    c, january = market.contracts, market.month - month_of_year(market)
    same = (c.purchaser == line.purchaser) & (c.domain == line.domain) & (c.district == line.district)
    rows = np.flatnonzero(same & (c.start >= january) & (c.cycle_year == 0) & ~c.bridge & (c.line != line.row))
    waiting = [
        s.price * s.places * s.terms.months
        for s in market.signatures
        if (x := market.lines[s.line]) is not line
        and (x.purchaser, x.domain, x.district) == (line.purchaser, line.domain, line.district)
    ]
    return float(c.value[rows].sum()) + fsum(waiting)


def enough(market: MarketState, mechanism: Mechanism, decision: Decision) -> Decision:
    """The decision, failed where the rules ask for more valid offers and the mechanism has no number of its own."""
    if market.rules is None or decision.failed or mechanism.min_bids > 1:
        return decision
    valid = len([s for s in decision.scores if s.valid])
    too_few = valid < market.rules.of(mechanism.name).min_bidders
    return Decision(reason="too_few_bids", scores=decision.scores) if too_few else decision


def purchase_threshold(market: MarketState) -> float:
    """Value from which a project may not be bought directly, yuan: the purchase limit of the rules in force, else the world's."""
    limit = 0.0 if market.rules is None else market.rules.thresholds.purchase_limit
    return limit if limit > 0.0 else float(market.world.violations.threshold)


def banned(market: MarketState, organization: int, line: Line) -> bool:
    """Whether an organization may not be signed for a line now: by nobody, by its purchaser, or in its domain."""
    o = market.organizations
    own, there = o.refused_until[organization, line.purchaser], o.barred_until[organization, line.domain]
    return max(int(o.debarred_until[organization]), int(own), int(there)) > market.month


def only_eliminated(market: MarketState, organization: int, line: Line) -> bool:
    """Whether nothing but the elimination rule keeps an organization from being signed for a line."""
    o = market.organizations
    guilty = max(int(o.debarred_until[organization]), int(o.refused_until[organization, line.purchaser])) > market.month
    return int(o.barred_until[organization, line.domain]) > market.month and not guilty


def admitted(market: MarketState, purchaser: int, domain: int, mechanism: Mechanism, capable: np.ndarray) -> np.ndarray:
    """Which of the capable may offer to this purchaser: not struck off, not refused, and rated as policy and rules ask.

    Where enough organizations of the priority grade are capable (as many as the mechanism needs), the others wait.
    """
    o, levers = market.organizations, market.policy_state.levers
    allowed = capable & (o.barred_until[:, domain] <= market.month) & (o.refused_until[:, purchaser] <= market.month)
    if levers.minimum_grade:
        allowed &= o.grade >= levers.minimum_grade
    first = levers.priority_grade or (market.rules.ratings.priority_grade if market.rules else 0)
    preferred = allowed & (o.grade >= first)
    return preferred if first and preferred.sum() >= mechanism.min_bids else allowed


def rated(market: MarketState, ready: np.ndarray) -> np.ndarray:
    """Of the organizations ready for a rating, those that the rules let have one: old enough, and evaluated recently enough."""
    if market.rules is None:
        return ready
    ratings, o = market.rules.ratings, market.organizations
    recent = market.month - o.published_last < ratings.valid_months
    return np.asarray(ready & recent & (market.month - o.born >= ratings.age_months))
