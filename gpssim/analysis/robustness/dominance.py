"""Dominance: whether a policy is better than another in every world, or whatever one thinks of risk."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gpssim.analysis.questions import Asking
from gpssim.analysis.robustness.side_by_side import Worlds, better, side_by_side
from gpssim.analysis.shares import share_interval

if TYPE_CHECKING:
    from gpssim.records.results import Results


def dominance(results: Results, one: Asking, closure: str = "", worlds: Worlds = "plausible", direction: int = 0) -> pd.DataFrame:
    """Each policy beside each other one.

    Parameters
    ----------
    results, one, closure, worlds, direction : as for :func:`gpssim.analysis.robustness.regrets`.

    Returns
    -------
    DataFrame, a row for each ordered pair: ``better`` is the share of the ``n`` worlds in which ``policy`` is better than
    ``other``, with Wilson's 95 % interval ``low, high``, ``equal`` the share in which both are the same. Whether it dominates:
    ``in_every_world`` (never worse, once better), ``first_order`` (its distribution over worlds is never to the worse side:
    everybody who likes better outcomes prefers it) and ``second_order`` (everybody who, too, dislikes risk does). Each implies the
    next; all are statements about these worlds, without an interval.

    Raises
    ------
    StudyError, UnknownNameError, ScenarioError : as there.

    *Source:* Hadar & Russell 1969, American Economic Review 59 (stochastic dominance).
    """
    return dominance_table(better(one.outcome, direction) * side_by_side(results, one, closure, worlds))


def dominance_table(table: pd.DataFrame) -> pd.DataFrame:
    """The same of a table of worlds by policies in which more is better."""
    rows = [
        {"policy": str(a), "other": str(b), **_pair(table[a].to_numpy(), table[b].to_numpy())} for a, b in permutations(table, 2)
    ]
    return pd.DataFrame(rows)


def _pair(a: np.ndarray, b: np.ndarray) -> dict[str, Any]:
    low, high = share_interval(int((a > b).sum()), len(a))
    quantiles = np.sort(a), np.sort(b)
    return {
        "better": float((a > b).mean()),
        "low": float(low),
        "high": float(high),
        "equal": float((a == b).mean()),
        "in_every_world": dominates(a, b),
        "first_order": dominates(*quantiles),
        "second_order": dominates(*(np.cumsum(one) for one in quantiles)),
        "n": len(a),
    }


def dominates(a: np.ndarray, b: np.ndarray) -> bool:
    """Never less and once more, but for rounding; along the first axis, or over all numbers.

    >>> dominates(np.array([1.0, 2.0]), np.array([1.0, 1.0])), dominates(np.array([1.0]), np.array([1.0]))
    (True, False)
    """
    gap, size = a - b, 1e-12 * np.maximum(np.abs(a), np.abs(b))
    return bool((gap >= -size).all() and (gap > size).any())
