"""Choice among providers: utility plus a taste shock."""

from __future__ import annotations

import math

import numpy as np


def gumbel(uniform: float) -> float:
    """A standard Gumbel shock from a uniform in (0, 1): -ln(-ln u)."""
    return -math.log(-math.log(uniform))


def perceived_utility(utility: float, scale: float, uniform: float) -> float:
    """Utility plus ``scale`` times a Gumbel shock: the largest of these chooses with multinomial-logit probabilities.

    Source: McFadden 1974. ``scale`` = 0 leaves utility alone.
    """
    return utility + scale * gumbel(uniform)


def liking(utility: np.ndarray, scale: float, uniforms: np.ndarray) -> np.ndarray:
    """:func:`perceived_utility` of arrays (broadcast): the largest along the last axis is chosen."""
    return np.asarray(utility + scale * -np.log(-np.log(uniforms)))


def attraction(weights: np.ndarray) -> np.ndarray:
    """Weights (>= 0) as utilities with which, at scale 1, each option is chosen in proportion to its weight; 0 never is.

    Source: Luce 1959.

    >>> attraction(np.array([0.0, 1.0])).tolist()
    [-inf, 0.0]
    """
    weights = np.asarray(weights, dtype=np.float64)
    return np.log(weights, out=np.full(weights.shape, -np.inf), where=weights > 0.0)


def moved_places(idle: np.ndarray, room: np.ndarray) -> np.ndarray:
    """Change of each provider's places when idle ones (>= 0) move to those who have room (>= 0): what moves is the smaller sum.

    Source: money follows the citizen; in proportion to idle places and to room: assumption.

    >>> moved_places(np.array([4.0, 2.0, 0.0]), np.array([0.0, 0.0, 3.0])).tolist()
    [-2.0, -1.0, 3.0]
    """
    moved = min(float(idle.sum()), float(room.sum()))
    if moved <= 0.0:
        return np.zeros(np.shape(idle))
    return np.asarray(moved * (room / room.sum() - idle / idle.sum()))


def leaves(content: float, threshold: float, chance: float, uniform: float) -> bool:
    """Whether one client is dissatisfied, below the threshold, and acts on it with this chance: the step form of dissatisfaction.

    >>> leaves(0.3, 0.5, 0.2, 0.1), leaves(0.6, 0.5, 0.2, 0.1)
    (True, False)
    """
    return content < threshold and uniform < chance
