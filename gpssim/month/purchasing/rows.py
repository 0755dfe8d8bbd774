"""A purchase as rows: the project and every offer, with what only a simulator knows beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gpssim.market import Bid, Decision
from gpssim.mechanisms.reversal import without_each
from gpssim.month.purchasing.held import Held, basis
from gpssim.state import records_of_work

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def record_purchase(market: MarketState, held: Held) -> None:
    """One row of ``projects`` and a row of ``bids`` for each offer."""
    truth = records_of_work.true_quality(market, held.project.domain, np.array([b.bidder for b in held.offers], dtype=np.int64))
    asked = asked_columns(market, held)
    market.recorder.row("projects", **asked, **decided_columns(market, held, truth))
    write_bids(market, held, truth)


def asked_columns(market: MarketState, held: Held) -> dict[str, Any]:
    """What was asked for."""
    project = held.project
    same = ("attempt", "purchaser", "district", "fiscal_year", "ordinal", "ceiling", "places", "months", "incumbent")
    return {
        "project": project.key,
        "domain": market.world.domains[project.domain].name,
        "mechanism": held.mechanism.name,
        "month_opened": market.since_switch,
        "month_start": market.since_switch + held.procedure.lead_months,
        "surveyed_need": float(market.surveyed_need[project.purchaser, project.district, project.domain]),
        "true_need": float(market.true_need[project.district, project.domain]),
        "repurchase": held.line is not None and held.line.last_contract >= 0,
        **{name: getattr(project, name) for name in same},
    }


def decided_columns(market: MarketState, held: Held, truth: np.ndarray) -> dict[str, Any]:
    """What came of it."""
    decision, procedure = held.decision, held.procedure
    first = decision.awards[0] if decision.awards else None
    return {
        "n_invited": len(held.mechanism.invite(held.purchase)),
        "n_bids": len(held.offers),
        "n_valid_bids": sum(s.valid for s in decision.scores),
        "outcome": "failed" if first is None else "awarded",
        "reason": decision.reason,
        "legal_basis": "" if first is None else basis(market, held, first),
        "n_awards": len(decision.awards),
        "winning_price": np.nan if first is None else first.price,
        "winner": -1 if first is None else first.bidder,
        "lead_months": procedure.lead_months,
        "official_hours": procedure.official_hours,
        "procedure_cost": procedure.cost,
        "bidder_cost": held.answering.bid_cost * len(held.offers),
        "score_rank_correlation": rank_correlation(decision, held.offers, truth),
        "decided_by_loser": decided_by_loser(held),
        **known_columns(market, held, -1 if first is None else first.bidder),
    }


def known_columns(market: MarketState, held: Held, winner: int) -> dict[str, Any]:
    """What only a simulator knows of the winner and of violations, and what an observer would suspect."""
    found, project, nobody = held.findings, held.project, winner < 0
    return {
        "n_effective_bids": len([s for s in held.decision.scores if s.valid and s.bidder not in found.covers]),
        "winner_tie": np.nan if nobody else float(market.organizations.tie[winner, project.purchaser]),
        "winner_quality": np.nan if nobody else float(records_of_work.true_quality(market, project.domain, np.array([winner]))[0]),
        "truth": int(found.truth),
        "red_flag": int(found.red_flag),
        "detected": int(found.detected),
    }


def rank_correlation(decision: Decision, offers: tuple[Bid, ...], truth: np.ndarray) -> float:
    """Spearman correlation of total score and true quality over valid offers; nan with fewer than two different ones."""
    quality = {b.bidder: q for b, q in zip(offers, truth.tolist(), strict=True)}
    pairs = [(s.total, quality[s.bidder]) for s in decision.scores if s.valid and np.isfinite(s.total)]
    if len(pairs) < 2:
        return float("nan")
    ranks = [ranked(np.array(column)) for column in zip(*pairs, strict=True)]
    first, second = (r - r.mean() for r in ranks)
    spread = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / spread if spread > 0.0 else float("nan")


def ranked(values: np.ndarray) -> np.ndarray:
    """Ranks from 1, ties sharing their mean rank."""
    smaller = (values[None, :] < values[:, None]).sum(axis=1)
    equal = (values[None, :] == values[:, None]).sum(axis=1)
    return smaller + 0.5 * (equal + 1.0)


def write_bids(market: MarketState, held: Held, truth: np.ndarray) -> None:
    """Rows of ``bids``."""
    winners = {a.bidder for a in held.decision.awards}
    scores = {s.bidder: s for s in held.decision.scores}
    for bid, quality in zip(held.offers, truth.tolist(), strict=True):
        score = scores[bid.bidder]
        market.recorder.row(
            "bids",
            project=held.project.key,
            attempt=held.project.attempt,
            month=market.since_switch,
            mechanism=held.mechanism.name,
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
            true_cost=held.answering.true_cost.get(bid.bidder, float("nan")),
            true_quality=quality,
            bid_cost=held.answering.bid_cost,
            truth=int(held.findings.of_bids.get(bid.bidder, 0)),
        )


def decided_by_loser(held: Held) -> bool:
    """Whether somebody else would have won, had one of the losing offers not been made and the others been what they were.

    Asked of purchases with one award and three valid offers or more whose winner is the best by the score.
    """
    decision, offers = held.decision, {bid.bidder: bid for bid in held.offers}
    scores = [score for score in decision.scores if score.valid]
    if len(decision.awards) != 1 or len(scores) < 3:
        return False
    counted = held.mechanism.as_counted(held.purchase, [offers[s.bidder] for s in scores], scores)
    if counted is None:
        return False
    place = [s.bidder for s in scores].index(decision.awards[0].bidder)
    first, without = without_each(held.mechanism, *counted, held.project.ceiling)
    return first == place and any(winner != first for k, winner in enumerate(without.tolist()) if k != first)
