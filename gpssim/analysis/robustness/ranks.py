"""Ranks: in how many worlds a policy is the best, the second, …, the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gpssim.analysis.questions import Asking
from gpssim.analysis.robustness.side_by_side import Worlds, better, side_by_side
from gpssim.analysis.shares import share_interval

if TYPE_CHECKING:
    from gpssim.records.results import Results


def rank_shares(results: Results, one: Asking, closure: str = "", worlds: Worlds = "plausible", direction: int = 0) -> pd.DataFrame:
    """The share of worlds in which each policy has each rank.

    Parameters
    ----------
    results, one, closure, worlds, direction : as for :func:`gpssim.analysis.robustness.regrets`.

    Returns
    -------
    DataFrame ``policy, rank, share, low, high, n``: rank 1 is the best; shares of a policy sum to 1, and those of a rank too:
    policies that are equal in a world share its ranks evenly. Wilson's 95 % intervals over the ``n`` worlds.

    Raises
    ------
    StudyError, UnknownNameError, ScenarioError : as there.
    """
    return rank_table(better(one.outcome, direction) * side_by_side(results, one, closure, worlds))


def rank_table(table: pd.DataFrame) -> pd.DataFrame:
    """The same of a table of worlds by policies in which more is better."""
    first = table.rank(axis=1, method="min", ascending=False).to_numpy(dtype=int)
    last = table.rank(axis=1, method="max", ascending=False).to_numpy(dtype=int)
    n, k = table.shape
    rows = []
    for place, policy in enumerate(table):
        for rank in range(1, k + 1):
            held = (first[:, place] <= rank) & (rank <= last[:, place])
            share = float(np.where(held, 1.0 / (last[:, place] - first[:, place] + 1), 0.0).sum()) / n
            low, high = share_interval(share * n, n)
            rows.append((str(policy), rank, share, float(low), float(high), n))
    return pd.DataFrame(rows, columns=["policy", "rank", "share", "low", "high", "n"])
