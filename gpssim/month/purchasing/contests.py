"""Contests of proposals: every winner becomes a line of its own; proposals tell what their authors know of need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.purchasing import awards, holding, projects
from gpssim.month.purchasing.held import Held
from gpssim.rules.purchasing import told_by
from gpssim.state import districts, procedures
from gpssim.state.line import Line
from gpssim.state.waiting import Call
from gpssim.streams import combine

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def hold_contest(market: MarketState, call: Call) -> None:
    """A yearly contest of a purchaser in a domain: every winner becomes a line of its own for one cycle."""
    mechanism = procedures.mechanism_of(market, call.mechanism)
    g, d, ordinal = call.purchaser, call.domain, call.ordinal
    asked = Line(-1, g, d, call.district, call.year, ordinal, call.key, call.mechanism, 0.0)
    held = holding.hold(market, mechanism, projects.contest_of(market, asked, mechanism, call.money), [])
    tell_needs(market, held)
    for award in held.decision.awards:
        served = own_district(market, g, d, award.bidder, mechanism.local_need)
        own = combine(call.key, int(market.organizations.key[award.bidder]))
        line = Line(
            len(market.lines), g, d, served, call.year, ordinal, own, call.mechanism, award.places,
            is_grant=True, standard_month=market.month, funded=call.funded,
        )  # fmt: skip
        market.lines.append(line)
        awards.await_signature(market, line, held, award)


def own_district(market: MarketState, purchaser: int, domain: int, bidder: int, knowledge: float = 0.0) -> int:
    """Where a contest's winner works: the neediest district, as it knows need, that it serves and the purchaser buys for."""
    need = need_as_known(market, purchaser, domain, bidder, knowledge)
    reach = market.organizations.serves_district[bidder] & market.purchasers.jurisdiction[purchaser]
    return districts.row_of_highest(np.where(reach, need, -np.inf), market.district_number)


def tell_needs(market: MarketState, held: Held) -> None:
    """Keep what the proposals of a contest tell its purchaser, for the next survey of the districts their authors serve."""
    knowledge = held.mechanism.local_need
    if knowledge <= 0.0:
        return
    g, d, o = held.project.purchaser, held.project.domain, market.organizations
    for bid in held.offers:
        reach = o.serves_district[bid.bidder] & market.purchasers.jurisdiction[g]
        market.told_need[g, :, d] = told_by(market.told_need[g, :, d], knowledge * o.embeddedness[bid.bidder] * reach)


def need_as_known(market: MarketState, purchaser: int, domain: int, bidder: int, knowledge: float) -> np.ndarray:
    """Need by district as a proposer knows it, places: the survey, less the part of its error that being at home removes."""
    surveyed = market.surveyed_need[purchaser, :, domain]
    if knowledge <= 0.0:
        return surveyed
    rooted = knowledge * market.organizations.embeddedness[bidder]
    return np.asarray((1.0 - rooted) * surveyed + rooted * market.true_need[:, domain])
