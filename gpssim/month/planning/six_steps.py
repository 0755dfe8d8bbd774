"""The first three of the six steps: what goes wrong in design and costing, what stops a project in review."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from gpssim.month.recording.six_steps import Case, Round, write_preparation
from gpssim.rules.process import Verdict, months_of, review
from gpssim.scenario.declarations.process import PREPARING
from gpssim.state import lines, quality
from gpssim.state.officials import left_of
from gpssim.state.procedures import mechanism_of

if TYPE_CHECKING:
    from gpssim.state.line import Line
    from gpssim.state.market_state import MarketState


def prepare_line(market: MarketState, line: Line) -> None:
    """A scheduled line goes through the first three steps: its purchase opens later, or not at all."""
    key = lines.key_of(line)
    line.set_standard(quality.standard_error(market, key), market.month)
    case = Case(key, line.purchaser, line.domain, line.district, line.mechanism, line.rushed)
    ready = prepare(market, case)
    if ready is None:
        line.give_up()
    else:
        line.open(max(line.open_month, market.month + ready))


def prepare(market: MarketState, case: Case) -> int | None:
    """Months of design, costing and review, sent back as often as it takes; ``None`` where the project is stopped."""
    p = market.world.process
    if not p.taken:
        return 0
    days = [market.frictions.delay * getattr(p, f"{step}_days") for step in PREPARING]
    gone = 0.0
    for round_ in range(p.most_returns + 1):
        verdict, reason = judge(market, case, round_)
        if verdict == "returned" and round_ == p.most_returns:
            verdict, reason = "refused", "returned_too_often"
        take_step_hours(market, case)
        write_preparation(market, case, Round(round_, gone, tuple(days), quality.standard_error(market, case.key), verdict, reason))
        gone += fsum(days)
        if verdict != "returned":
            return months_of(gone) if verdict == "passed" else None
    raise AssertionError("unreachable: the last round passes or refuses")


def judge(market: MarketState, case: Case, round_: int) -> tuple[Verdict, str]:
    """The gate of review: budget, officials' reluctance, faults of the design."""
    p, link = market.world.process, market.policy_state.levers.budget_link
    reluctance = 0.0 if mechanism_of(market, case.mechanism).provides_in_house else left_of(market, p.reluctance)
    luck = market.luck.at(case.key)
    return review(
        (p.unbudgeted * (1.0 - link), luck.uniform("not in the budget")),
        (reluctance, luck.uniform("reluctance")),
        (left_of(market, p.returned), luck.uniform("sent back", round_)),
    )


def take_step_hours(market: MarketState, case: Case) -> None:
    """Officials' hours of one round, finance's check included."""
    p = market.world.process
    hours = (p.step_hours + market.policy_state.levers.checks * p.check_hours) * market.frictions.transaction_cost
    market.flows["official_hours"][case.purchaser, case.domain] += hours
    market.purchasers["hours_used"][case.purchaser] += hours
