"""A purchase as rows: the project and every offer, with what only a simulator knows beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

from gpssim.agents.contracts import Line
from gpssim.market import Bid, Decision, Procedure, Project
from gpssim.mechanisms.base import Mechanism

if TYPE_CHECKING:
    from gpssim.mechanisms.purchase import Purchase
    from gpssim.model import PublicServiceMarket
    from gpssim.month.offering import Answering


def write(
    model: PublicServiceMarket,
    mechanism: Mechanism,
    project: Project,
    line: Line | None,
    purchase: Purchase,
    offers: tuple[Bid, ...],
    decision: Decision,
    procedure: Procedure,
    answering: Answering,
) -> None:
    """One row of ``projects`` and a row of ``bids`` for each offer."""
    truth = true_quality(model, project.domain, np.array([b.bidder for b in offers], dtype=np.int64))
    first = decision.awards[0] if decision.awards else None
    approved = project.attempt > model.policy_state.levers.retenders
    basis = "" if first is None else "non_tender_approved" if approved else first.legal_basis
    model.recorder.row(
        "projects",
        project=project.key,
        attempt=project.attempt,
        purchaser=project.purchaser,
        domain=model.world.domains[project.domain].name,
        district=project.district,
        fiscal_year=project.fiscal_year,
        ordinal=project.ordinal,
        mechanism=mechanism.name,
        month_opened=model.since_switch,
        month_start=model.since_switch + procedure.lead_months,
        ceiling=project.ceiling,
        places=project.places,
        months=project.months,
        surveyed_need=float(model.surveyed_need[project.purchaser, project.district, project.domain]),
        true_need=float(model.true_need[project.district, project.domain]),
        n_invited=len(mechanism.invite(purchase)),
        n_bids=len(offers),
        n_valid_bids=sum(s.valid for s in decision.scores),
        outcome="failed" if first is None else "awarded",
        reason=decision.reason,
        legal_basis=basis,
        n_awards=len(decision.awards),
        winning_price=np.nan if first is None else first.price,
        winner=-1 if first is None else first.bidder,
        incumbent=project.incumbent,
        lead_months=procedure.lead_months,
        official_hours=procedure.official_hours,
        procedure_cost=procedure.cost,
        bidder_cost=answering.bid_cost * len(offers),
        score_rank_correlation=rank_correlation(decision, offers, truth),
        repurchase=line is not None and line.last_contract >= 0,
    )
    write_bids(model, mechanism, project, offers, decision, answering, truth)


def true_quality(model: PublicServiceMarket, domain: int, rows: np.ndarray) -> np.ndarray:
    """True ability in a domain: the two tasks weighted by its verifiability."""
    o, nu = model.organizations, model.world.domains[domain].verifiability
    return nu * o.ability_verifiable[rows] + (1.0 - nu) * o.ability_nonverifiable[rows]  # type: ignore[no-any-return]  # numpy


def rank_correlation(decision: Decision, offers: tuple[Bid, ...], truth: np.ndarray) -> float:
    """Spearman correlation of total score and true quality over valid offers; nan with fewer than two different ones."""
    quality = {b.bidder: q for b, q in zip(offers, truth.tolist(), strict=True)}
    pairs = [(s.total, quality[s.bidder]) for s in decision.scores if s.valid and np.isfinite(s.total)]
    if len(pairs) < 2:
        return float("nan")
    ranks = [rankdata(column) for column in zip(*pairs, strict=True)]
    if min(np.ptp(r) for r in ranks) == 0.0:
        return float("nan")
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def write_bids(
    model: PublicServiceMarket,
    mechanism: Mechanism,
    project: Project,
    offers: tuple[Bid, ...],
    decision: Decision,
    answering: Answering,
    truth: np.ndarray,
) -> None:
    """Rows of ``bids``."""
    winners = {a.bidder for a in decision.awards}
    scores = {s.bidder: s for s in decision.scores}
    for bid, quality in zip(offers, truth.tolist(), strict=True):
        score = scores[bid.bidder]
        model.recorder.row(
            "bids",
            project=project.key,
            attempt=project.attempt,
            month=model.since_switch,
            mechanism=mechanism.name,
            organization=bid.bidder,
            price=bid.price,
            places=bid.places,
            promised_quality=bid.promised_quality,
            dossier=bid.dossier,
            valid=score.valid,
            reason=score.reason,
            total=score.total,
            price_points=score.price_points,
            quality_points=score.quality_points,
            won=bid.bidder in winners,
            true_cost=answering.true_cost.get(bid.bidder, float("nan")),
            true_quality=quality,
            bid_cost=answering.bid_cost,
        )
