"""How a purchaser's spending in a domain looks to those who evaluate budgets: as it was reported and found, not as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.rules.performance import weighted_score
from gpssim.state.clock import fiscal_year
from gpssim.units import MONTHS_PER_YEAR, shown_quality

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def execution(market: MarketState) -> np.ndarray:
    """Part of last year's money that was committed, shape (purchasers, domains); missing where there was none."""
    p = market.purchasers
    had = p.appropriation + p.carried
    return np.minimum(1.0, np.divide(p.committed, had, out=np.full(had.shape, np.nan), where=had > 0.0))


def evaluated_rows(market: MarketState) -> np.ndarray:
    """Contracts accepted within the last twelve months."""
    c = market.contracts
    return np.flatnonzero((c.end > market.month - MONTHS_PER_YEAR) & (c.end <= market.month) & np.isfinite(c.found) & ~c.bridge)


def mean_over(market: MarketState, values: np.ndarray) -> np.ndarray:
    """Mean over these contracts, weighted by value, shape (purchasers, domains); missing where there are none."""
    c, rows = market.contracts, evaluated_rows(market)
    sums, weights = np.zeros_like(market.appropriations), np.zeros_like(market.appropriations)
    cell = (c.purchaser[rows], c.domain[rows])
    np.add.at(sums, cell, c.value[rows] * values)
    np.add.at(weights, cell, c.value[rows])
    return np.divide(sums, weights, out=np.full(sums.shape, np.nan), where=weights > 0.0)


def found_quality(market: MarketState) -> np.ndarray:
    """Quality as acceptance found it, 0-1: clients whom providers named and what acceptance cannot see are in it."""
    c, scales = market.contracts, market.world.scales
    found = c.found[evaluated_rows(market)]
    return mean_over(market, np.asarray(shown_quality(found, scales.quality_reference, scales.quality_scale)))


def delivered_truth(market: MarketState) -> np.ndarray:
    """True quality of the same contracts, 0-1: recorded beside what was found, read by nobody."""
    c, rows, scales = market.contracts, evaluated_rows(market), market.world.scales
    true = c.quality_sum[rows] / np.maximum(c.delivered[rows], 1e-9)
    return mean_over(market, np.asarray(shown_quality(true, scales.quality_reference, scales.quality_scale)))


def coverage_reported(market: MarketState) -> np.ndarray:
    """Places under contract over need as the purchaser surveyed it last, in its districts, at most 1."""
    c, p = market.contracts, market.purchasers
    places = np.zeros(market.true_need.shape)
    rows = np.flatnonzero(c.active)
    np.add.at(places, (c.district[rows], c.domain[rows]), c.places[rows])
    need = np.stack([market.surveyed_need[g][p.jurisdiction[g]].sum(axis=0) for g in range(len(p))])
    return np.minimum(1.0, np.divide(p.jurisdiction @ places, need, out=np.full(need.shape, np.nan), where=need > 0.0))


def freedom_from_complaints(market: MarketState) -> np.ndarray:
    """Mean complaints over the sum of mean and own complaints for a client month: 1 without any, 1/2 at the mean."""
    c, rows = market.contracts, evaluated_rows(market)
    rate = mean_over(market, c.n_complaints[rows] / np.maximum(1.0, c.n_heard[rows]))
    usual = float(np.nanmean(rate)) if np.isfinite(rate).any() else 0.0
    return np.asarray(np.where(np.isnan(rate), np.nan, 1.0 if usual == 0.0 else usual / (usual + rate)))


MEASURED: Final[dict[str, Callable[[MarketState], np.ndarray]]] = {
    "execution": execution,
    "quality": found_quality,
    "coverage": coverage_reported,
    "complaints": freedom_from_complaints,
}
"""What can count, and how it is measured."""


def measures(market: MarketState) -> dict[str, np.ndarray]:
    """Every measure of last year, shape (purchasers, domains)."""
    return {name: measure(market) for name, measure in MEASURED.items()}


def performance_scores(market: MarketState, measured: dict[str, np.ndarray]) -> np.ndarray:
    """Scores of last year (purchasers, domains): measures by the policy's weights, with an error of evaluation."""
    weights = market.policy_state.lists.performance_counts
    stacked = np.stack([measured[name].ravel() for name in weights], axis=1)
    score = weighted_score(stacked, np.array(list(weights.values()))).reshape(market.appropriations.shape)
    g, d = np.indices(score.shape)
    noise = market.luck.normals("evaluation of budgets", market.purchasers.number[g], d, fiscal_year(market))
    return score + market.world.information.performance_noise * noise
