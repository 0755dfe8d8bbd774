"""Purchases: offers are asked for, judged, awarded, or they fail with a reason."""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING

from gpssim import registry
from gpssim.market import Project
from gpssim.mechanisms.base import Mechanism
from gpssim.month.purchasing import clearance, contests, holding, hubs, pooling
from gpssim.month.purchasing.awards import await_signature, lose_heart, side_line
from gpssim.month.purchasing.held import Held
from gpssim.month.purchasing.projects import project_of
from gpssim.month.recording import choices
from gpssim.state import portfolio, procedures
from gpssim.state.attribute import Memory
from gpssim.state.clock import fiscal_year
from gpssim.state.line import Line
from gpssim.state.portfolio import contracts_out
from gpssim.streams import combine

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def purchase(market: MarketState) -> None:
    """Hold this month's purchases in order of their keys, then its contests in order of purchasers' numbers and domains.

    What no purchase changes is read once in all of them.
    """
    market.unmoved = Memory()
    try:
        hold_all(market)
    finally:
        market.unmoved = None


def hold_all(market: MarketState) -> None:
    """The purchases and contests of the month."""
    month = market.month
    due = [line for line in market.lines if line.open_month == month and not line.closed and not line.pending]
    for lot in market.in_turn("purchases", pooling.lots_of(market, sorted(due, key=lambda x: x.key))):
        buy(market, lot)
    number, year = market.purchasers.number, fiscal_year(market)
    calls = sorted(
        market.calls.take_due(market.month),
        key=lambda call: (combine(int(number[call.purchaser]), call.domain, year), call.mechanism, call.money, call.funded),
    )
    for call in market.in_turn("contests", calls):
        contests.hold_contest(market, call)


def buy(market: MarketState, lot: list[Line]) -> None:
    """The purchases of a lot that may be held now: one for all lines that use the same mechanism."""
    cleared = [line for line in lot if clearance.cleared(market, line)]
    for part in pooling.grouped(cleared, lambda line: line.mechanism):
        buy_together(market, part)


def buy_together(market: MarketState, lot: list[Line]) -> None:
    """One purchase for a line, or for several together: award, or another attempt, another mechanism, or the end of the line."""
    mechanism = procedures.mechanism_of(market, lot[0].mechanism)
    projects = [project_of(market, line, mechanism) for line in lot]
    project = pooling.pooled_project(projects)
    held = holding.hold(market, mechanism, project, lot)
    for line, own in zip(lot, projects, strict=True):
        line.be_held(pooled=len(lot) > 1)
        lose_heart(market, held, line)
        if held.decision.failed:
            retry(market, line, mechanism)
        else:
            share_out(market, line, held if own is project else replace(held, project=replace(own, key=project.key)), project)


def share_out(market: MarketState, line: Line, held: Held, whole: Project) -> None:
    """A line's part of every award of a purchase waits for its signature; ``held`` carries the line's own project."""
    part = min(1.0, whole.places / fsum(award.places for award in held.decision.awards))
    awards = list(held.decision.awards)
    if part < 1.0 or whole is not held.project:
        shared = (replace(award, places=part * award.places) for award in awards)
        awards = [pooling.part_of_award(award, whole, held.project) for award in shared]
    for number, (award, hub) in enumerate(hubs.passed_on(market, held, awards)):
        market.organizations["serves_district"][award.bidder, line.district] |= line.pooled
        await_signature(market, line if number == 0 else side_line(market, line, award), held, award, hub)


def retry(market: MarketState, line: Line, mechanism: Mechanism) -> None:
    """After a failure: the same again, then another mechanism with approval, then the line is given up."""
    levers = market.policy_state.levers
    if market.rules is not None:
        follow_rules(market, line)
        return
    after = portfolio.after_failure(market, line.purchaser)
    line.fail()
    if line.attempt <= levers.retenders:
        line.open(market.month + max(1, procedures.lead_months(market, mechanism.name) - 1))
    elif after and after != line.mechanism and line.attempt <= levers.retenders + 1:
        line.try_other(after, market.month + 1, line.must_ask)
    else:
        line.give_up()


def follow_rules(market: MarketState, line: Line) -> None:
    """The next step of the rule set after one more failed attempt: again, another mechanism, in house, or the end."""
    assert market.rules is not None
    steps = market.rules.steps
    line.fail()
    if line.attempt > len(steps) or steps[line.attempt - 1].step == "give_up":
        clearance.give_up(market, line)
        return
    step = steps[line.attempt - 1]
    if step.step == "retender":
        line.open(market.month + max(1, procedures.lead_months(market, line.mechanism) - 1))
        return
    own = step.step == "in_house" or not contracts_out(market, line.purchaser)
    name = registry.in_house() if own else step.mechanism
    choices.record_choice(market, line, name, "after_failure", step.step)
    line.try_other(name, market.month + 1, step.approval and not own)
