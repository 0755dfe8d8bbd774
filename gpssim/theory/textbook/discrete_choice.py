"""Independent reference for ``rules.choice``: the probabilities to which draws of perceived utility lead."""

from __future__ import annotations

import numpy as np
from scipy.special import logsumexp, softmax

from gpssim.rules.choice import attraction


def choice_shares(utility: np.ndarray, scale: float) -> np.ndarray:
    """Probabilities with which each option is chosen, last axis: of being the largest ``rules.choice.perceived_utility``.

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


def switching(dissatisfied: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Probabilities (n, n) with which a client of one provider (row) is with each (column) a month later.

    With probability ``dissatisfied`` (n,) a client looks around and chooses by ``weights`` (n,), perhaps the same again.
    Source: exit (Hirschman 1970); choice by attraction (Luce 1959).
    """
    again = choice_shares(attraction(weights), 1.0)
    leaves = np.asarray(dissatisfied, dtype=np.float64)
    return np.asarray(np.diag(1.0 - leaves) + leaves[:, None] * again[None, :])
