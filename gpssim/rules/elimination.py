"""Survival of the fittest by rule 优胜劣汰: how many providers are struck off, and which."""

from __future__ import annotations

import numpy as np


def n_struck(n: int, share: float, uniform: float) -> int:
    """How many of ``n`` providers are struck off: their share, rounded by lot so that the mean is right.

    >>> [n_struck(5, 0.25, u) for u in (0.2, 0.3)]
    [2, 1]
    """
    exact = n * share
    whole = int(exact)
    return whole + int(uniform < exact - whole)


def struck(scores: np.ndarray, n: int, lots: np.ndarray) -> np.ndarray:
    """Places of the ``n`` lowest scores (n,); equals by lot.

    >>> struck(np.array([0.3, 0.1, 0.1]), 1, np.array([0.5, 0.9, 0.2])).tolist()
    [2]
    """
    return np.sort(np.lexsort((lots, scores))[:n])
