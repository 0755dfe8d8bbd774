"""How offers are counted against each other: pure functions, vectorized, the last axis is the bidders.

An absent offer has price ``inf``: it gets no points for price and moves nobody else's.
"""

from __future__ import annotations

from typing import Final

import numpy as np

MANY: Final = 256
"""Totals from which looking for the highest is faster than sorting them."""


def lowest_ratio(prices: np.ndarray) -> np.ndarray:
    """Lowest price over own price, in [0, 1], shape of ``prices`` (> 0, ``inf`` for an absent offer).

    Source: notice on price evaluation 财库[2007]2号; Order 87 (2017), art. 55: lowest valid price / own price.

    >>> lowest_ratio(np.array([100.0, 90.0, 120.0])).round(4).tolist()
    [0.9, 1.0, 0.75]
    """
    prices = np.asarray(prices, dtype=np.float64)
    lowest = prices.min(axis=-1, keepdims=True)
    return np.asarray(np.where(np.isfinite(lowest), lowest, 0.0) / prices)


def weighted_sum(points: np.ndarray, quality_points: np.ndarray, weight: float) -> np.ndarray:
    """Price points, already weighted, plus (1 - weight) * quality points from 0 to 100. Source: Order 87, art. 55.

    >>> weighted_sum(np.array([36.0, 45.0]), np.array([85.0, 60.0]), 0.45).tolist()
    [82.75, 78.0]
    """
    return np.asarray(points + (1.0 - weight) * np.asarray(quality_points))


def linear_share(prices: np.ndarray, ceiling: float) -> np.ndarray:
    """Part of the ceiling (> 0) that an offer saves, at most 1, shape of ``prices``; ``-inf`` for an absent offer.

    Unlike the ratio to the lowest price it does not depend on other offers. Source: linear price scores, Bergman & Lundberg 2013.

    >>> linear_share(np.array([80.0, 100.0]), 100.0).round(9).tolist()
    [0.2, 0.0]
    """
    return np.asarray(1.0 - np.asarray(prices, dtype=np.float64) / ceiling)


def closeness_to_mean(prices: np.ndarray) -> np.ndarray:
    """1 less the distance to the mean of all offers, as a share of that mean, at most 1; ``-inf`` for an absent offer.

    Source: average-bid auctions (平均价), Decarolis 2018.

    >>> closeness_to_mean(np.array([80.0, 100.0, 120.0])).round(9).tolist()
    [0.8, 1.0, 0.8]
    """
    prices = np.asarray(prices, dtype=np.float64)
    there = np.isfinite(prices)
    total = np.where(there, prices, 0.0).sum(axis=-1, keepdims=True)
    mean = total / np.maximum(there.sum(axis=-1, keepdims=True), 1)
    far = np.divide(np.abs(prices - mean), mean, out=np.full(prices.shape, np.inf), where=there & (mean > 0.0))
    return np.asarray(1.0 - far)


def benchmark_share(prices: np.ndarray, target: float, above: float, below: float) -> np.ndarray:
    """1 less what the distance to a benchmark takes off, shape of ``prices``; ``-inf`` for an absent offer.

    The benchmark is ``target`` times the mean of all offers; a percent above it takes off ``above`` percent, one below ``below``.
    Source: 基准价法 in tenders for works, MEMORY; average-bid auctions, Decarolis 2018.

    >>> benchmark_share(np.array([80.0, 100.0, 120.0]), 0.95, 1.0, 0.5).round(3).tolist()
    [0.921, 0.947, 0.737]
    """
    prices = np.asarray(prices, dtype=np.float64)
    there = np.isfinite(prices)
    total = np.where(there, prices, 0.0).sum(axis=-1, keepdims=True)
    goal = target * total / np.maximum(there.sum(axis=-1, keepdims=True), 1)
    off = np.divide(prices, goal, out=np.ones(prices.shape), where=there & (goal > 0.0)) - 1.0
    return np.where(there, 1.0 - np.where(off > 0.0, above * off, -below * off), -np.inf)


def place_between(prices: np.ndarray) -> np.ndarray:
    """Place between the highest offer (0) and the lowest (1), shape of ``prices``; ``-inf`` for an absent offer.

    Source: relative linear price scores, Chen 2008, MEMORY.

    >>> place_between(np.array([80.0, 100.0, 120.0, np.inf])).tolist()
    [1.0, 0.5, 0.0, -inf]
    """
    prices = np.asarray(prices, dtype=np.float64)
    there = np.isfinite(prices)
    lowest = np.where(there, prices, np.inf).min(axis=-1, keepdims=True)
    highest = np.where(there, prices, -np.inf).max(axis=-1, keepdims=True)
    width = np.where(highest > lowest, highest - lowest, 1.0)
    below = np.subtract(highest, prices, out=np.zeros(prices.shape), where=there)
    return np.where(there, np.where(highest > lowest, below / width, 1.0), -np.inf)


def evaluated_price(prices: np.ndarray, preferred: np.ndarray, part: float, amount: float) -> np.ndarray:
    """Prices as they are compared: those of ``preferred`` bidders (bool, same last axis) less a part of them and an amount.

    Source: price deduction for small suppliers 财库〔2020〕46号 (10-20 %); McAfee & McMillan 1989. Neutral: 0 and 0.

    >>> evaluated_price(np.array([100.0, 95.0]), np.array([True, False]), 0.1, 2.0).tolist()
    [88.0, 95.0]
    """
    return np.where(preferred, np.asarray(prices) * (1.0 - part) - amount, prices)


def price_evaluated_at(level: np.ndarray, preferred: np.ndarray, part: float, amount: float) -> np.ndarray:
    """The price that is compared as ``level``: the inverse of :func:`evaluated_price`, ``part`` below 1.

    >>> price_evaluated_at(np.array([88.0, 95.0]), np.array([True, False]), 0.1, 2.0).round(9).tolist()
    [100.0, 95.0]
    """
    return np.where(preferred, (np.asarray(level) + amount) / (1.0 - part), level)


def lowest_rival(levels: np.ndarray, winner: np.ndarray) -> np.ndarray:
    """Lowest level among all but the winner (its place on the last axis), ``inf`` where there is nobody else; drops that axis.

    >>> float(lowest_rival(np.array([3.0, 1.0, 2.0]), np.array(1)))
    2.0
    """
    places = np.arange(np.shape(levels)[-1])
    return np.asarray(np.where(places == np.asarray(winner)[..., None], np.inf, levels).min(axis=-1))


def quality_per_price(quality: np.ndarray, prices: np.ndarray) -> np.ndarray:
    """Quality (>= 0) over price, 0 for an absent offer.

    Source: Order 18 (2004), art. 53 (性价比法), until Order 87 replaced it in 2017; MEMORY.

    >>> quality_per_price(np.array([80.0, 60.0, 50.0]), np.array([100.0, 60.0, np.inf])).tolist()
    [0.8, 1.0, 0.0]
    """
    return np.asarray(np.asarray(quality, dtype=np.float64) / np.asarray(prices, dtype=np.float64))


def after_refusal(winner: np.ndarray, paid: np.ndarray, holder: int, limit: np.ndarray) -> np.ndarray:
    """Who gets the contract, shape of ``winner``, where a holder of first refusal takes it at the price to be paid.

    Parameters
    ----------
    winner : place of who wins among the others.
    paid : price it would be paid.
    holder : place of the holder.
    limit : lowest price for which the holder works, ``inf`` if it does not take part.

    Source: Burguet & Perry 2007; Arozamena & Weinschelbaum 2009.

    >>> after_refusal(np.array([1, 1]), np.array([90.0, 90.0]), 0, np.array([85.0, 95.0])).tolist()
    [0, 1]
    """
    return np.where(np.asarray(limit) <= paid, holder, winner)


def second_lowest(prices: np.ndarray, ceiling: float) -> np.ndarray:
    """Second-lowest price, the ceiling where there is no second; drops the last axis. Source: Vickrey 1961."""
    prices = np.asarray(prices, dtype=np.float64)
    if prices.shape[-1] < 2:
        return np.full(prices.shape[:-1], float(ceiling))
    return np.minimum(np.partition(prices, 1, axis=-1)[..., 1], ceiling)


def abnormally_low(prices: np.ndarray, ceiling: float, of_mean: float, of_second: float, of_ceiling: float) -> np.ndarray:
    """Which offers (n,) must be reviewed: under a share of the mean, of the second-lowest offer or of the ceiling.

    A share of 0 switches its test off. Source: 财库[2026]2号 (50 %, 50 %, 45 %; each up to 65 %).

    >>> abnormally_low(np.array([40.0, 100.0, 110.0]), 120.0, 0.5, 0.5, 0.45).tolist()
    [True, False, False]
    """
    prices = np.asarray(prices, dtype=np.float64)
    if prices.size < 2:
        return prices < of_ceiling * ceiling
    low = prices < max(of_mean * float(prices.mean()), of_ceiling * ceiling)
    return low | (prices < of_second * np.partition(prices, 1)[1]) if of_second > 0.0 else low


def chance_of_proof(proof: float, insight: float, covers_cost: bool) -> float:
    """Chance that a reviewed offer stands: ``proof`` as far as the review sees nothing, 1 or 0 as far as it sees cost (shares).

    Source: 财库[2026]2号: the supplier explains its price, the committee decides; assumption.

    >>> chance_of_proof(0.3, 0.0, True), chance_of_proof(0.3, 1.0, True), round(chance_of_proof(0.3, 0.5, False), 9)
    (0.3, 1.0, 0.15)
    """
    return (1.0 - insight) * proof + insight * covers_cost


def ranking(total: np.ndarray, prices: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """Order of offers (n,): highest total, then lowest price, then lot; ``uniforms`` belong to the bidders, not to places.

    Source: Order 87, art. 57 (equal scores: the lower price); lot for what is still equal: assumption.
    """
    return np.lexsort((uniforms, prices, -np.asarray(total)))


def first_ranked(total: np.ndarray, prices: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """Place of the first in that order, on the last axis; many are sorted only where the highest total is not one offer's alone.

    >>> first_ranked(np.array([[1.0, 3.0, 2.0], [1.0, 2.0, 2.0]]), np.full((2, 3), 9.0), np.full((2, 3), [0.5, 0.6, 0.4])).tolist()
    [1, 2]
    """
    total = np.asarray(total)
    if total.size < MANY:
        return np.asarray(ranking(total, prices, uniforms)[..., 0])
    alone = (total == total.max(axis=-1, keepdims=True)).sum(axis=-1) == 1
    return np.asarray(total.argmax(axis=-1) if alone.all() else ranking(total, prices, uniforms)[..., 0])
