"""Rank reversal: whether a losing offer decided who won, by the mechanism's own evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations

import numpy as np

from gpssim.mechanisms.base import Mechanism
from gpssim.rules.scoring import first_ranked


@dataclass(frozen=True, slots=True)
class Turn:
    """Losing offers without which somebody else would have won."""

    losers: tuple[int, ...]
    """Places of the offers that are taken away, ascending."""
    winner: int
    """Place of who wins then."""


def winner_of(
    mechanism: Mechanism, prices: np.ndarray, quality: np.ndarray, ceiling: float, lots: np.ndarray | None = None
) -> np.ndarray:
    """Place of the best offer on the last axis, vectorized over leading axes.

    Highest score, then lowest price, then lot (by place where no lots are given); an absent offer (price ``inf``) never wins.
    """
    prices = np.asarray(prices, dtype=np.float64)
    score = mechanism.score(prices, _shaped(quality, prices.shape), ceiling)
    total = np.where(np.isfinite(prices), score, -np.inf)
    ties = np.arange(prices.shape[-1], dtype=np.float64) if lots is None else lots
    return first_ranked(total, prices, _shaped(ties, prices.shape))


def _shaped(values: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Values in this shape: the same for each of several purchases (what ``np.broadcast_to`` does, which takes longer)."""
    filled = np.empty(shape, dtype=np.float64)
    filled[...] = values
    return filled


def without_each(
    mechanism: Mechanism, prices: np.ndarray, quality: np.ndarray, ceiling: float, lots: np.ndarray | None = None
) -> tuple[int, np.ndarray]:
    """Place of the winner, and of who wins without each of the offers, array (n_bidders,), in one evaluation."""
    n = len(prices)
    left = np.where(_one_away(n), np.inf, prices)
    won = winner_of(mechanism, left, quality, ceiling, lots)
    return int(won[0]), won[1:]


@lru_cache(maxsize=64)
def _one_away(n: int) -> np.ndarray:
    """Which of ``n`` offers is taken away: none in the first row, then each in turn."""
    return np.eye(n + 1, n, -1, dtype=bool)


def turns(
    mechanism: Mechanism, prices: np.ndarray, quality: np.ndarray, ceiling: float, lots: np.ndarray | None = None, most: int = 1
) -> tuple[Turn, ...]:
    """Every set of up to ``most`` losing offers that decided who won: without it, the others being what they were, another wins.

    ``prices`` and ``quality`` are arrays (n_bidders,) of valid offers, quality as ``score`` counts it. Empty where the score of an
    offer hangs on nothing but itself (irrelevant alternatives do not matter: Arrow 1951; for scores, Chen 2008, MEMORY).
    """
    n = len(prices)
    first, without = without_each(mechanism, prices, quality, ceiling, lots)
    losers = [k for k in range(n) if k != first]
    single = tuple(Turn((k,), int(without[k])) for k in losers if n > 2 and without[k] != first)
    sets = list(chain.from_iterable(combinations(losers, size) for size in range(2, min(most, n - 2) + 1)))
    if not sets:
        return single
    left = np.array([[np.inf if k in gone else price for k, price in enumerate(prices)] for gone in sets])
    then = winner_of(mechanism, left, quality, ceiling, lots)
    return single + tuple(Turn(gone, int(winner)) for gone, winner in zip(sets, then, strict=True) if winner != first)
