"""What several contracts do to one organization in a month is taken in rounds: nobody comes twice in one, and each in its turn."""

from __future__ import annotations

import numpy as np


def rounds(who: np.ndarray) -> list[np.ndarray]:
    """Places of ``who`` (integers, any order) in as many rounds as the commonest has places, ascending in each.

    >>> [places.tolist() for places in rounds(np.array([7, 3, 7, 5]))]
    [[0, 1, 3], [2]]
    """
    order = np.argsort(who, kind="stable")
    ranked, rank = who[order], np.empty(who.size, dtype=np.intp)
    rank[order] = np.arange(who.size) - np.searchsorted(ranked, ranked)
    return [(rank == k).nonzero()[0] for k in range(int(rank.max(initial=-1)) + 1)]
