"""A row for each of the six steps, with its error and what came of its gate."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gpssim.rules.process import Verdict, months_of
from gpssim.scenario.declarations.process import PREPARING, ROLES
from gpssim.state import ceilings, portfolio
from gpssim.state.clock import fiscal_year
from gpssim.streams import combine

if TYPE_CHECKING:
    from gpssim.market import Decision, Project
    from gpssim.state.line import Line
    from gpssim.state.market_state import MarketState
    from gpssim.state.waiting import Signature

NOTHING: Final = float("nan")


@dataclass(frozen=True, slots=True)
class Case:
    """A project on its way to the market."""

    key: int
    purchaser: int
    domain: int
    district: int
    mechanism: str
    rushed: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One round of design, costing and review."""

    number: int
    gone: float
    """Days that earlier rounds took."""
    days: tuple[float, ...]
    standard: float
    """How far the standard misses what citizens need, latent."""
    verdict: Verdict
    reason: str


def write_preparation(market: MarketState, case: Case, this: Round) -> None:
    """Rows of design, costing and review."""
    need = max(float(market.true_need[case.district, case.domain]), market.world.residents_per_citizen)
    found = float(market.surveyed_need[case.purchaser, case.district, case.domain])
    errors = (log(found / need), ceilings.costing_error(market, case.purchaser, case.key, case.rushed), NOTHING)
    gone = this.gone
    for k, step in enumerate(PREPARING):
        begun, gone = gone, gone + this.days[k]
        write_step(
            market,
            step,
            (this.verdict, this.reason) if step == "review" else ("passed", ""),
            project=case.key,
            round=this.number,
            purchaser=case.purchaser,
            domain=case.domain,
            district=case.district,
            mechanism=case.mechanism,
            month_begun=market.since_switch + months_of(begun),
            month_ended=market.since_switch + months_of(gone),
            days=this.days[k],
            error=errors[k],
            standard=this.standard if step == "design" else NOTHING,
        )


def write_step(market: MarketState, step: str, gate: tuple[str, str], **given: Any) -> None:
    """One row of ``steps``."""
    usual = {
        "round": 0,
        "attempt": 0,
        "organization": -1,
        "contract": -1,
        "line": -1,
        "days": 0.0,
        "error": NOTHING,
        "standard": NOTHING,
    }
    market.recorder.row(
        "steps",
        **{**usual, **given, "domain": market.world.domains[given["domain"]].name},
        step=step,
        role=ROLES[step],
        outcome=gate[0],
        reason=gate[1],
    )


def write_purchase(market: MarketState, project: Project, mechanism: str, decision: Decision, lead_months: int) -> None:
    """Step four: organized, with what came of it."""
    if not market.once("steps", lambda: market.world.process.taken):
        return
    gate = ("stopped", decision.reason) if decision.failed else ("passed", "")
    write_step(
        market,
        "purchase",
        gate,
        project=project.key,
        attempt=project.attempt,
        purchaser=project.purchaser,
        domain=project.domain,
        district=project.district,
        mechanism=mechanism,
        month_begun=market.since_switch,
        month_ended=market.since_switch + lead_months,
        days=market.world.process.purchase_days,
    )


def write_signing(market: MarketState, line: Line, signature: Signature, gate: tuple[str, str]) -> None:
    """Step five: signed, or why not."""
    if not market.world.process.taken:
        return
    write_step(
        market,
        "sign",
        gate,
        project=signature.project,
        attempt=signature.attempt,
        organization=signature.bidder,
        contract=line.contract,
        line=line.row,
        purchaser=line.purchaser,
        domain=line.domain,
        district=line.district,
        mechanism=signature.mechanism,
        month_begun=market.since_switch,
        month_ended=market.since_switch,
        days=market.world.process.signing_days,
        standard=line.standard_error,
    )


def write_outside(market: MarketState, purchaser: int, domain: int) -> None:
    """A row of review for a year in which a domain is outside the catalogue (the policy's or the law's) and is not bought."""
    lawful = market.rules is None or market.rules.buyable(market.world.domains[domain].name)
    if not market.world.process.taken or (lawful and portfolio.bought(market, domain)):
        return
    write_step(
        market,
        "review",
        ("refused", "not_in_catalogue"),
        project=combine(int(market.purchasers.number[purchaser]), domain, 20_000, fiscal_year(market)),
        purchaser=purchaser,
        domain=domain,
        district=int(np.flatnonzero(market.purchasers.jurisdiction[purchaser])[0]),
        mechanism="",
        month_begun=market.since_switch,
        month_ended=market.since_switch,
    )
