"""A budget that answers to performance 预算绩效管理: what is measured, how far next year's money follows it, within what bounds."""

from __future__ import annotations

import numpy as np


def weighted_score(measures: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Score of each budget line (m,) from measures (m, k) in [0, 1] and weights (k,); what is not measured does not count.

    ``nan`` where nothing is. Source: weighted indicator systems of budget evaluation (财预[2020]10号, MEMORY).

    >>> weighted_score(np.array([[1.0, 0.5], [np.nan, 0.5]]), np.array([1.0, 3.0])).tolist()
    [0.625, 0.5]
    """
    counted = np.where(np.isnan(measures), 0.0, weights)
    total = counted.sum(axis=1)
    return np.divide(np.nansum(measures * weights, axis=1), total, out=np.full(total.shape, np.nan), where=total > 0.0)


def factor_next(factor: np.ndarray, lead: np.ndarray, strength: float, bound: float, base: float) -> np.ndarray:
    """Next year's factor on the usual money: factor ** base * exp(strength * lead), the step within 1 +- bound.

    ``lead`` is the score less the mean (0 where nothing was measured), ``base`` the part of an earlier rise or cut that is in the
    base of the next budget 基数: without it money goes back to the usual by itself. Source: assumption.

    >>> factor_next(np.array([1.0, 1.0, 1.21]), np.array([0.05, -0.5, 0.0]), 1.0, 0.1, 0.5).round(6).tolist()
    [1.051271, 0.9, 1.1]
    """
    step = np.clip(np.exp(strength * np.asarray(lead)), 1.0 - bound, 1.0 + bound)
    return np.asarray(np.asarray(factor) ** base * step)


def closed(factor: np.ndarray, usual: np.ndarray, pool: np.ndarray) -> np.ndarray:
    """Factors (m,) scaled so that in each pool (m,) they move money and make none: what they give in all is the usual sum.

    >>> closed(np.array([1.2, 1.0]), np.array([100.0, 100.0]), np.array([0, 0])).round(6).tolist()
    [1.090909, 0.909091]
    """
    given, before = np.bincount(pool, weights=factor * usual), np.bincount(pool, weights=usual)
    scale = np.divide(before, given, out=np.ones_like(before), where=given > 0.0)
    return np.asarray(factor * scale[pool])


def mean_by_pool(score: np.ndarray, usual: np.ndarray, pool: np.ndarray) -> np.ndarray:
    """Mean score of each line's pool, weighted by usual money, over what was measured; shape (m,)."""
    seen = np.isfinite(score)
    sums = np.bincount(pool, weights=np.where(seen, score, 0.0) * usual * seen, minlength=pool.max(initial=-1) + 1)
    total = np.bincount(pool, weights=usual * seen, minlength=sums.size)
    return np.asarray(np.divide(sums, total, out=np.zeros_like(sums), where=total > 0.0)[pool])
