"""A row for each of the six steps, with its error and what came of its gate."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gpssim.month import catalogue, costing
from gpssim.month.calendar import fiscal_year
from gpssim.rules.process import Verdict, months_of
from gpssim.scenario.declarations.process import PREPARING, ROLES
from gpssim.streams import combine

if TYPE_CHECKING:
    from gpssim.agents.contracts import Line, Signature
    from gpssim.market import Decision, Project
    from gpssim.model import PublicServiceMarket

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


def write_preparation(model: PublicServiceMarket, case: Case, this: Round) -> None:
    """Rows of design, costing and review."""
    need = max(float(model.true_need[case.district, case.domain]), model.world.residents_per_citizen)
    found = float(model.surveyed_need[case.purchaser, case.district, case.domain])
    errors = (log(found / need), costing.costing_error(model, case.purchaser, case.key, case.rushed), NOTHING)
    gone = this.gone
    for k, step in enumerate(PREPARING):
        begun, gone = gone, gone + this.days[k]
        write(
            model,
            step,
            (this.verdict, this.reason) if step == "review" else ("passed", ""),
            project=case.key,
            round=this.number,
            purchaser=case.purchaser,
            domain=case.domain,
            district=case.district,
            mechanism=case.mechanism,
            month_begun=model.since_switch + months_of(begun),
            month_ended=model.since_switch + months_of(gone),
            days=this.days[k],
            error=errors[k],
            standard=this.standard if step == "design" else NOTHING,
        )


def write(model: PublicServiceMarket, step: str, gate: tuple[str, str], **given: Any) -> None:
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
    model.recorder.row(
        "steps",
        **{**usual, **given, "domain": model.world.domains[given["domain"]].name},
        step=step,
        role=ROLES[step],
        outcome=gate[0],
        reason=gate[1],
    )


def write_purchase(model: PublicServiceMarket, project: Project, mechanism: str, decision: Decision, lead_months: int) -> None:
    """Step four: organized, with what came of it."""
    if not model.world.process.taken:
        return
    gate = ("stopped", decision.reason) if decision.failed else ("passed", "")
    write(
        model,
        "purchase",
        gate,
        project=project.key,
        attempt=project.attempt,
        purchaser=project.purchaser,
        domain=project.domain,
        district=project.district,
        mechanism=mechanism,
        month_begun=model.since_switch,
        month_ended=model.since_switch + lead_months,
        days=model.world.process.purchase_days,
    )


def write_signing(model: PublicServiceMarket, line: Line, signature: Signature, gate: tuple[str, str]) -> None:
    """Step five: signed, or why not."""
    if not model.world.process.taken:
        return
    write(
        model,
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
        month_begun=model.since_switch,
        month_ended=model.since_switch,
        days=model.world.process.signing_days,
        standard=line.standard_error,
    )


def write_outside(model: PublicServiceMarket, purchaser: int, domain: int) -> None:
    """A row of review for a year in which a domain is outside the catalogue (the policy's or the law's) and is not bought."""
    lawful = model.rules is None or model.rules.buyable(model.world.domains[domain].name)
    if not model.world.process.taken or (lawful and catalogue.bought(model, domain)):
        return
    write(
        model,
        "review",
        ("refused", "not_in_catalogue"),
        project=combine(int(model.purchasers.number[purchaser]), domain, 20_000, fiscal_year(model)),
        purchaser=purchaser,
        domain=domain,
        district=int(np.flatnonzero(model.purchasers.jurisdiction[purchaser])[0]),
        mechanism="",
        month_begun=model.since_switch,
        month_ended=model.since_switch,
    )
