"""A purchase as rows: the project and every offer, with what only a simulator knows beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import fsum, isfinite, sqrt
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gpssim.market import Decision
from gpssim.mechanisms.reversal import without_each
from gpssim.month.purchasing.held import Held, basis
from gpssim.state import records_of_work

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

NOTHING: Final = float("nan")


def record_purchase(market: MarketState, held: Held) -> None:
    """One row of ``projects`` and a row of ``bids`` for each offer."""
    bidders = [bid.bidder for bid in held.offers]
    found = records_of_work.true_quality(market, held.project.domain, np.array(bidders, dtype=np.int64))
    truth = dict(zip(bidders, found.tolist(), strict=True))
    market.recorder.row("projects", **asked_columns(market, held), **decided_columns(market, held, truth))
    write_bids(market, held, truth)


def asked_columns(market: MarketState, held: Held) -> dict[str, Any]:
    """What was asked for."""
    project, opened = held.project, market.since_switch
    return {
        "project": project.key,
        "attempt": project.attempt,
        "purchaser": project.purchaser,
        "domain": market.world.domains[project.domain].name,
        "district": project.district,
        "fiscal_year": project.fiscal_year,
        "ordinal": project.ordinal,
        "mechanism": held.mechanism.name,
        "month_opened": opened,
        "month_start": opened + held.procedure.lead_months,
        "ceiling": project.ceiling,
        "places": project.places,
        "months": project.months,
        "surveyed_need": float(market.surveyed_need[project.purchaser, project.district, project.domain]),
        "true_need": float(market.true_need[project.district, project.domain]),
        "incumbent": project.incumbent,
        "repurchase": held.line is not None and held.line.last_contract >= 0,
    }


def decided_columns(market: MarketState, held: Held, truth: dict[int, float]) -> dict[str, Any]:
    """What came of it; ``truth`` is the true quality of every bidder."""
    decision, procedure = held.decision, held.procedure
    first = decision.awards[0] if decision.awards else None
    return {
        "n_invited": len(held.mechanism.invited(held.purchase)),
        "n_bids": len(held.offers),
        "n_valid_bids": sum(s.valid for s in decision.scores),
        "outcome": "failed" if first is None else "awarded",
        "reason": decision.reason,
        "legal_basis": "" if first is None else basis(market, held, first),
        "n_awards": len(decision.awards),
        "winning_price": NOTHING if first is None else first.price,
        "winner": -1 if first is None else first.bidder,
        "lead_months": procedure.lead_months,
        "official_hours": procedure.official_hours,
        "procedure_cost": procedure.cost,
        "bidder_cost": held.answering.bid_cost * len(held.offers),
        "score_rank_correlation": rank_correlation(decision, truth),
        "decided_by_loser": decided_by_loser(held),
        **known_columns(market, held, -1 if first is None else first.bidder, truth),
    }


def known_columns(market: MarketState, held: Held, winner: int, truth: dict[int, float]) -> dict[str, Any]:
    """What only a simulator knows of the winner and of violations, and what an observer would suspect."""
    found, nobody = held.findings, winner < 0
    return {
        "n_effective_bids": len([s for s in held.decision.scores if s.valid and s.bidder not in found.covers]),
        "winner_tie": NOTHING if nobody else float(market.organizations.tie[winner, held.project.purchaser]),
        "winner_quality": NOTHING if nobody else truth[winner],
        "truth": int(found.truth),
        "red_flag": int(found.red_flag),
        "detected": int(found.detected),
    }


def rank_correlation(decision: Decision, truth: dict[int, float]) -> float:
    """Spearman correlation of total score and true quality over valid offers; nan with fewer than two different ones."""
    pairs = [(s.total, truth[s.bidder]) for s in decision.scores if s.valid and isfinite(s.total)]
    if len(pairs) < 2:
        return NOTHING
    middle = 0.5 * (len(pairs) + 1)
    first, second = ([rank - middle for rank in ranked(column)] for column in zip(*pairs, strict=True))
    spread = sqrt(fsum(a * a for a in first) * fsum(b * b for b in second))
    return fsum(a * b for a, b in zip(first, second, strict=True)) / spread if spread > 0.0 else NOTHING


def ranked(values: Sequence[float]) -> list[float]:
    """Ranks from 1, ties sharing their mean rank: halves, whose products are exact."""
    order = sorted(values)
    return [0.5 * (bisect_left(order, x) + bisect_right(order, x) + 1) for x in values]


def write_bids(market: MarketState, held: Held, truth: dict[int, float]) -> None:
    """Rows of ``bids``."""
    winners = {a.bidder for a in held.decision.awards}
    scores, month = {s.bidder: s for s in held.decision.scores}, market.since_switch
    for bid in held.offers:
        score = scores[bid.bidder]
        market.recorder.row(
            "bids",
            project=held.project.key,
            attempt=held.project.attempt,
            month=month,
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
            true_cost=held.answering.true_cost.get(bid.bidder, NOTHING),
            true_quality=truth[bid.bidder],
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
