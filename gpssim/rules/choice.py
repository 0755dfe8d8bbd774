"""Choice among providers: utility plus a taste shock."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import logsumexp, softmax


def gumbel(uniform: float) -> float:
    """A standard Gumbel shock from a uniform in (0, 1): -ln(-ln u)."""
    return -math.log(-math.log(uniform))


def perceived_utility(utility: float, scale: float, uniform: float) -> float:
    """Utility plus ``scale`` times a Gumbel shock: the largest of these chooses with multinomial-logit probabilities.

    Source: McFadden 1974. ``scale`` = 0 leaves utility alone.
    """
    return utility + scale * gumbel(uniform)


def choice_shares(utility: np.ndarray, scale: float) -> np.ndarray:
    """Probabilities with which each option is chosen, last axis: those of the largest perceived utility.

    exp(u / scale) over its sum; ``scale`` > 0. Source: McFadden 1974.

    >>> choice_shares(np.array([0.0, np.log(3.0)]), 1.0).round(12).tolist()
    [0.25, 0.75]
    """
    return np.asarray(softmax(np.asarray(utility, dtype=np.float64) / scale, axis=-1))


def inclusive_value(utility: np.ndarray, scale: float) -> np.ndarray:
    """What having the choice is worth, in the unit of utility and up to the mean of taste: scale ln sum exp(u / scale), last axis.

    Source: Small & Rosen 1981 (consumers' surplus of a discrete choice).
    """
    return np.asarray(scale * logsumexp(np.asarray(utility, dtype=np.float64) / scale, axis=-1))


def liking(utility: np.ndarray, scale: float, uniforms: np.ndarray) -> np.ndarray:
    """:func:`perceived_utility` of arrays (broadcast): the largest along the last axis is chosen."""
    return np.asarray(utility + scale * -np.log(-np.log(uniforms)))


def attraction(weights: np.ndarray) -> np.ndarray:
    """Weights (>= 0) as utilities with which, at scale 1, each option is chosen in proportion to its weight; 0 never is.

    Source: Luce 1959.

    >>> choice_shares(attraction(np.array([1.0, 3.0])), 1.0).round(12).tolist()
    [0.25, 0.75]
    """
    weights = np.asarray(weights, dtype=np.float64)
    return np.log(weights, out=np.full(weights.shape, -np.inf), where=weights > 0.0)


def travel_utility(quality: float, quality_weight: float, distance: float, travel_cost: float) -> float:
    """Utility of a provider of this quality so far away: weight * quality - cost * distance.

    Source: Salop 1979; Brekke, Nuscheler & Straume 2006.
    """
    return quality_weight * quality - travel_cost * distance


def switching(dissatisfied: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Probabilities (n, n) with which a client of one provider (row) is with each (column) a month later.

    With probability ``dissatisfied`` (n,) a client looks around and chooses by ``weights`` (n,), perhaps the same again.
    Source: exit (Hirschman 1970); choice by attraction (Luce 1959).
    """
    again = choice_shares(attraction(weights), 1.0)
    leaves = np.asarray(dissatisfied, dtype=np.float64)
    return np.diag(1.0 - leaves) + leaves[:, None] * again[None, :]


def leaves(content: float, threshold: float, chance: float, uniform: float) -> bool:
    """Whether one client is dissatisfied, below the threshold, and acts on it with this chance: the step form of dissatisfaction.

    >>> leaves(0.3, 0.5, 0.2, 0.1), leaves(0.6, 0.5, 0.2, 0.1)
    (True, False)
    """
    return content < threshold and uniform < chance


def looks_around(dissatisfied: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """Which clients are dissatisfied this month and choose again, each with its own probability."""
    return np.asarray(uniforms < dissatisfied)
