"""Regret: how much worse a policy is than the best one of the same world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from gpssim.analysis.bands import half_width
from gpssim.analysis.questions import Asking
from gpssim.analysis.robustness.side_by_side import Worlds, better, side_by_side
from gpssim.analysis.shares import share_interval
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results


@usual_arithmetic()
def regrets(results: Results, one: Asking, closure: str = "", worlds: Worlds = "plausible", direction: int = 0) -> pd.DataFrame:
    """Expected and largest regret of each policy.

    Parameters
    ----------
    results, one, closure, worlds : as for :func:`gpssim.analysis.robustness.side_by_side`.
    direction : 1 where more is better, -1 where less is; 0: as the outcome declares.

    Returns
    -------
    DataFrame, the policy with the least expected regret first: ``policy``, ``mean`` over the ``n`` worlds, ``expected`` regret with
    its 95 % t interval over worlds ``low, high`` (not below 0), ``largest`` regret and the world ``worst`` in which it is met,
    ``best`` (share of worlds in which no policy is better) with Wilson's interval ``best_low, best_high``. In the outcome's unit.

    Raises
    ------
    StudyError, UnknownNameError : as there. ScenarioError : the outcome has no direction.
    """
    return regret_table(
        better(one.outcome, direction) * side_by_side(results, one, closure, worlds), better(one.outcome, direction)
    )


def regret_table(table: pd.DataFrame, sign: int = 1) -> pd.DataFrame:
    """The same of a table of worlds by policies in which more is better; ``sign`` turns means back into the outcome's own."""
    gap = table.rsub(table.max(axis=1), axis=0)
    rows = []
    for policy in table:
        own = gap[policy]
        half = float(half_width(own.std(), len(own)))
        low, high = share_interval(int((own == 0).sum()), len(own))
        rows.append(
            {
                "policy": str(policy),
                "mean": sign * float(table[policy].mean()),
                "expected": float(own.mean()),
                "low": max(float(own.mean()) - half, 0.0),
                "high": float(own.mean()) + half,
                "largest": float(own.max()),
                "worst": int(own.index[int(own.argmax())]),
                "best": float((own == 0).mean()),
                "best_low": float(low),
                "best_high": float(high),
                "n": len(own),
            }
        )
    return pd.DataFrame(rows).sort_values("expected", kind="stable", ignore_index=True)
