"""The six steps, one by one: what goes wrong in design, what stops a project, what acceptance defers."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from gpssim.month import instalments
from gpssim.month.calendar import fiscal_year
from gpssim.month.officials import left_of
from gpssim.month.step_rows import Case, Round, write, write_preparation
from gpssim.rules.process import Verdict, misfit, months_of, review
from gpssim.scenario.declarations.process import PREPARING
from gpssim.streams import combine
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.agents.contracts import Line, Signature
    from gpssim.model import PublicServiceMarket


def key_of(model: PublicServiceMarket, line: Line) -> int:
    """What the draws of a line's project are keyed by this fiscal year."""
    out_of_turn = (line.renewed_purchase,) if line.renewed_purchase else ()
    return combine(line.key, fiscal_year(model), *out_of_turn)


def enter(model: PublicServiceMarket, line: Line) -> None:
    """A scheduled line goes through the first three steps: its purchase opens later, or not at all."""
    key = key_of(model, line)
    line.standard_error, line.standard_month = standard_error(model, key), model.month
    case = Case(key, line.purchaser, line.domain, line.district, line.mechanism, line.rushed)
    ready = prepare(model, case)
    if ready is None:
        line.open_month, line.closed = -1, line.contract < 0
    else:
        line.open_month = max(line.open_month, model.month + ready)


def prepare(model: PublicServiceMarket, case: Case) -> int | None:
    """Months of design, costing and review, sent back as often as it takes; ``None`` where the project is stopped."""
    p = model.world.process
    if not p.taken:
        return 0
    days = [model.frictions.delay * getattr(p, f"{step}_days") for step in PREPARING]
    gone = 0.0
    for round_ in range(p.most_returns + 1):
        verdict, reason = judge(model, case, round_)
        if verdict == "returned" and round_ == p.most_returns:
            verdict, reason = "refused", "returned_too_often"
        spend_hours(model, case)
        write_preparation(model, case, Round(round_, gone, tuple(days), standard_error(model, case.key), verdict, reason))
        gone += fsum(days)
        if verdict != "returned":
            return months_of(gone) if verdict == "passed" else None
    raise AssertionError("unreachable: the last round passes or refuses")


def judge(model: PublicServiceMarket, case: Case, round_: int) -> tuple[Verdict, str]:
    """The gate of review: budget, officials' reluctance, faults of the design."""
    p, link = model.world.process, model.policy_state.levers.budget_link
    reluctance = 0.0 if case.mechanism == "in_house" else left_of(model, p.reluctance)
    luck = model.luck.at(case.key)
    return review(
        (p.unbudgeted * (1.0 - link), luck.uniform("not in the budget")),
        (reluctance, luck.uniform("reluctance")),
        (left_of(model, p.returned), luck.uniform("sent back", round_)),
    )


def spend_hours(model: PublicServiceMarket, case: Case) -> None:
    """Officials' hours of one round, finance's check included."""
    p = model.world.process
    hours = (p.step_hours + model.policy_state.levers.checks * p.check_hours) * model.frictions.transaction_cost
    model.flows["official_hours"][case.purchaser, case.domain] += hours
    model.purchasers["hours_used"][case.purchaser] += hours


def standard_error(model: PublicServiceMarket, key: int) -> float:
    """How far a project's standard misses what citizens need: less with coordination and understanding."""
    p = model.world.process
    if p.standard_error <= 0.0 or not model.frictions.misjudged_need:
        return 0.0
    spread = left_of(model, p.standard_error) * (1.0 - model.policy_state.levers.coordination)
    return spread * model.luck.normal("standard", key)


def misfit_now(model: PublicServiceMarket, line: Line) -> float:
    """Latent units by which a contract signed now misses what citizens need."""
    years = (model.month - line.standard_month) / MONTHS_PER_YEAR
    drift = model.world.process.standard_drift * model.frictions.misjudged_need
    return misfit(line.standard_error, years, drift)


def withdraws(model: PublicServiceMarket, signature: Signature) -> bool:
    """Whether the winner of an award does not sign."""
    chance = model.world.process.withdrawal
    if chance <= 0.0:
        return False
    own = int(model.organizations.key[signature.bidder])
    return model.luck.uniform("withdrawal", signature.project, signature.attempt, own) < chance


def last_payment_later(model: PublicServiceMarket) -> int:
    """Months from the end of a contract to its last payment, its lateness apart."""
    return months_of(model.world.process.acceptance_days * model.frictions.delay)


def accept(model: PublicServiceMarket, rows: np.ndarray) -> None:
    """Step six, after the findings: what failed waits longer for its last payment; a row for each contract."""
    c, p = model.contracts, model.world.process
    if not p.taken:
        return
    rectified = months_of(p.rectification_days * model.frictions.delay)
    for row in rows.tolist():
        passed = bool(c.accepted[row])
        c["due"][row, instalments.LAST] += 0 if passed else rectified
        write(
            model,
            "accept",
            ("passed", "") if passed else ("stopped", "shortfall"),
            project=int(c.project[row]),
            attempt=int(c.attempt[row]),
            organization=int(c.organization[row]),
            contract=row,
            purchaser=int(c.purchaser[row]),
            domain=int(c.domain[row]),
            district=int(c.district[row]),
            mechanism=model.mechanism_names[int(c.mechanism[row])],
            month_begun=model.since_switch + 1,
            month_ended=model.since_switch + 1 + last_payment_later(model) + (0 if passed else rectified),
            days=p.acceptance_days,
            error=float(c.found[row] - c.promised[row]),
        )
