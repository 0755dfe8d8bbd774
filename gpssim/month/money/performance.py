"""January: next year's money answers to how last year's spending was evaluated 预算绩效管理."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules import performance as rules
from gpssim.state import money
from gpssim.state.performance import measures, performance_scores

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def answer_to_performance(market: MarketState) -> dict[str, np.ndarray]:
    """Move the factors on the usual money by last year's scores; returns what was measured, and the scores."""
    p, levers = market.purchasers, market.policy_state.levers
    if levers.performance_budget <= 0.0 or market.month == 0:
        p["performance"][:] = 1.0
        return {}
    measured = measures(market)
    score = performance_scores(market, measured)
    usual, pool = (market.appropriations * money.growth(market)).ravel(), pools(market)
    mean = rules.mean_by_pool(score.ravel(), usual, pool)
    lead = np.nan_to_num(score.ravel() - mean)
    bound, base = levers.performance_bound, levers.performance_base
    factor = rules.factor_next(p.performance.ravel(), lead, levers.performance_budget, bound, base)
    if levers.performance_pool != "none":
        factor = rules.closed(factor, usual, pool)
    p["performance"][:] = factor.reshape(score.shape)
    return {**measured, "score": score}


def pools(market: MarketState) -> np.ndarray:
    """Among which budget lines money moves: those of the city, or those of each purchaser; shape (purchasers * domains,)."""
    purchaser = np.indices(market.appropriations.shape)[0].ravel()
    return purchaser if market.policy_state.levers.performance_pool == "purchaser" else np.zeros_like(purchaser)
