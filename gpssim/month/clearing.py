"""Before a purchase is held: is this mechanism lawful at this value, must finance approve, and what takes its place if not."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from gpssim.market import Decision
from gpssim.month import costing, portfolio
from gpssim.month.calendar import fiscal_year, month_of_year
from gpssim.rules.legality import Zone, legal_basis, zone_of

if TYPE_CHECKING:
    from gpssim.agents.contracts import Line
    from gpssim.market import Award
    from gpssim.mechanisms.base import Mechanism
    from gpssim.model import PublicServiceMarket
    from gpssim.month.writing import Held
    from gpssim.scenario.declarations.rule_set import RuleSet


def cleared(model: PublicServiceMarket, line: Line) -> bool:
    """Whether the purchase of a line can be held now, by the mechanism that the line then names; always, without a rule set.

    A mechanism that needs approval waits for it; where it is refused, or the mechanism is forbidden at this value, another
    takes its place at once; where none may, the purchase is given up.
    """
    rules = model.rules
    if rules is None:
        return True
    zone = zone_of_line(model, rules, line, line.mechanism)
    permission, approved = rules.of(line.mechanism), line.approved_month == model.month
    standing = permission.standing(zone)
    if not approved and (standing == "approval" or (line.must_ask and standing == "allowed")):
        if granted(model, rules, line):
            return wait_for_approval(model, rules, line) and settle(model, rules, line, approved=True)
        standing = "forbidden"
        note(model, line, line.mechanism, "refused", f"by {rules.approval.by}" if rules.approval.by else "")
    elif standing == "forbidden":
        note(model, line, line.mechanism, "not_allowed", zone)
    if standing == "forbidden" and not replace(model, rules, line, zone):
        return False
    return settle(model, rules, line, approved)


def settle(model: PublicServiceMarket, rules: RuleSet, line: Line, approved: bool) -> bool:
    """Keep the ground on which the line's purchase is held; always true."""
    zone, permission = zone_of_line(model, rules, line, line.mechanism), rules.of(line.mechanism)
    basis = legal_basis(zone, permission.tender, permission.published, permission.standing(zone), approved)
    line.legal_basis = basis if permission.purchase else "below_limit"
    line.must_ask, line.approved_month = False, -1
    return True


def granted(model: PublicServiceMarket, rules: RuleSet, line: Line) -> bool:
    """Whether the approval is given: luck of the line, year and attempt, the same under every policy."""
    return model.luck.uniform("approval", line.key, fiscal_year(model), line.attempt) >= rules.approval.refusal


def wait_for_approval(model: PublicServiceMarket, rules: RuleSet, line: Line) -> bool:
    """Put the purchase off until the approval is there; true where it takes no time."""
    note(model, line, line.mechanism, "approved", rules.approval.by)
    months = rules.approval.months * model.frictions.delay
    if months:
        line.open_month = line.approved_month = model.month + months
    return not months


def replace(model: PublicServiceMarket, rules: RuleSet, line: Line, zone: Zone) -> bool:
    """Let a mechanism that is allowed at this value take over: one of the portfolio, else the first of the rule set; or give up."""
    shares = portfolio.shares_of(model, line.purchaser, line.domain)
    named = [m for m, _ in sorted(shares, key=lambda mx: -mx[1])] + [p.name for p in rules.permission]
    for name in dict.fromkeys(named):
        if (
            name != line.mechanism
            and rules.of(name).standing(zone) == "allowed"
            and costing.mechanism_of(model, name).buys == "project"
        ):
            note(model, line, name, "replaced", zone)
            line.mechanism = name
            return True
    give_up(model, line)
    return False


def give_up(model: PublicServiceMarket, line: Line) -> None:
    """No purchase: the line ends, with the contract in force if there is one."""
    note(model, line, line.mechanism, "given_up", "")
    line.open_month = -1
    if line.contract < 0:
        line.closed = True


def zone_of_line(model: PublicServiceMarket, rules: RuleSet, line: Line, mechanism: str) -> Zone:
    """The zone of a line's purchase: its budget estimate, with this year's purchases of the same item if they count together."""
    value = estimate(model, line, mechanism)
    if rules.thresholds.counted == "item" and not line.split:  # who splits passes each part off as a purchase of its own
        value += bought_this_year(model, line)
    return zone_of(value, rules.thresholds.purchase_limit, rules.thresholds.open_tender)


def estimate(model: PublicServiceMarket, line: Line, mechanism: str) -> float:
    """What the contract is budgeted at, yuan: the ceiling without its error, for places and term."""
    months = costing.mechanism_of(model, mechanism).contract_months(model.policy_state.levers)
    return costing.expected_ceiling(model, line) * line.places * months


def bought_this_year(model: PublicServiceMarket, line: Line) -> float:
    """Value of the purchaser's other purchases of the domain and district in this fiscal year, signed or awarded, yuan."""
    c, january = model.contracts, model.month - month_of_year(model)
    same = (c.purchaser == line.purchaser) & (c.domain == line.domain) & (c.district == line.district)
    rows = np.flatnonzero(same & (c.start >= january) & (c.cycle_year == 0) & ~c.bridge & (c.line != line.row))
    waiting = [
        s.price * s.places * s.terms.months  # type: ignore[attr-defined]  # terms are hidden from the dataclass's own module
        for s in model.signatures
        if (x := model.lines[s.line]) is not line
        and (x.purchaser, x.domain, x.district) == (line.purchaser, line.domain, line.district)
    ]
    return float(c.value[rows].sum()) + fsum(waiting)


def basis(model: PublicServiceMarket, held: Held, award: Award) -> str:
    """The ground of an award: as the rules in force have it, else as the mechanism says; approved after repeated failure."""
    if award.legal_basis == "irregular":
        return award.legal_basis
    if model.rules is None:
        approved = held.project.attempt > model.policy_state.levers.retenders
        return "non_tender_approved" if approved else award.legal_basis
    if held.line is not None:
        return held.line.legal_basis
    permission, t = model.rules.of(held.mechanism.name), model.rules.thresholds
    zone = zone_of(min(held.project.grant_cap, held.project.budget), t.purchase_limit, t.open_tender)
    standing = permission.standing(zone)  # contests are approved with the year's plan
    return legal_basis(zone, permission.tender, permission.published, standing, standing == "approval")


def enough(model: PublicServiceMarket, mechanism: Mechanism, decision: Decision) -> Decision:
    """The decision, failed where the rules ask for more valid offers and the mechanism has no number of its own."""
    if model.rules is None or decision.failed or mechanism.min_bids > 1:
        return decision
    valid = len([s for s in decision.scores if s.valid])
    too_few = valid < model.rules.of(mechanism.name).min_bidders
    return Decision(reason="too_few_bids", scores=decision.scores) if too_few else decision


def note(model: PublicServiceMarket, line: Line, mechanism: str, event: str, reason: str) -> None:
    """One row of ``choices``."""
    model.recorder.row(
        "choices",
        month=model.since_switch,
        line=line.row,
        event=event,
        attempt=line.attempt,
        purchaser=line.purchaser,
        domain=model.world.domains[line.domain].name,
        district=line.district,
        planned=line.mechanism,
        mechanism=mechanism,
        reason=reason,
        value=estimate(model, line, mechanism),
    )
