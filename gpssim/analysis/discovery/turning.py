"""How often a sign holds over the worlds, and which parameters are otherwise where it does not."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from gpssim.analysis.discovery.cases import Cases
from gpssim.analysis.holm import holm
from gpssim.analysis.shares import share_interval


def sign_shares(cases: Cases) -> pd.Series:
    """In how many worlds the policy wins.

    Parameters
    ----------
    cases : as :func:`gpssim.analysis.discovery.cases_of` makes them.

    Returns
    -------
    Series ``n`` worlds, ``left_out``, ``wins`` (share) with Wilson's 95 % interval ``low, high``, ``ties`` (share without any
    difference), and ``median``, ``p10``, ``p90`` of the difference in the outcome's unit.
    """
    n = len(cases.wins)
    low, high = share_interval(int(cases.wins.sum()), n)
    told = {"n": n, "left_out": cases.left_out, "wins": cases.wins.mean(), "low": low, "high": high}
    p10, median, p90 = np.quantile(cases.difference, [0.1, 0.5, 0.9])
    return pd.Series({**told, "ties": (cases.difference == 0).mean(), "median": median, "p10": p10, "p90": p90})


def turning_parameters(cases: Cases) -> pd.DataFrame:
    """Which parameters differ between the worlds in which a policy wins and the others, the clearest first.

    Parameters
    ----------
    cases : as :func:`gpssim.analysis.discovery.cases_of` makes them.

    Returns
    -------
    DataFrame, a row a parameter: ``median_wins`` and ``median_loses`` in its unit; ``correlation`` (rank-biserial: 1 where it is
    higher in every world that is won, -1 lower), ``p`` (Mann-Whitney) and ``p_adjusted`` (Holm over all parameters). It sees one
    parameter at a time, and none that matters on both sides of its range: for these see the box and the tree. No rows where the
    sign is the same everywhere.
    """
    won, lost = cases.points[cases.wins], cases.points[~cases.wins]
    rows = []
    for path in cases.points if len(won) and len(lost) else ():
        test = stats.mannwhitneyu(won[path], lost[path])
        lean = 2 * test.statistic / (len(won) * len(lost)) - 1
        rows.append((path, won[path].median(), lost[path].median(), lean, float(test.pvalue)))
    frame = pd.DataFrame(rows, columns=["parameter", "median_wins", "median_loses", "correlation", "p"])
    frame["p_adjusted"] = holm(frame["p"].to_numpy(dtype=float))
    order = frame["correlation"].abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def leaning_parameters(cases: Cases) -> pd.DataFrame:
    """Which parameters go most with the difference, whatever its sign, the clearest first.

    Parameters
    ----------
    cases : as :func:`gpssim.analysis.discovery.cases_of` makes them.

    Returns
    -------
    DataFrame, a row a parameter: ``correlation`` (Spearman's, with the difference in the outcome's unit) and ``p_adjusted`` (Holm
    over all parameters), both missing where the difference is the same in every world; ``range_low`` and ``range_high`` over all
    worlds; and where in their unit the middle half of the worlds of each sign lies: ``wins_low, wins_median, wins_high`` and
    ``loses_low, loses_median, loses_high``, missing where there is no such world.
    """
    alike = cases.difference.nunique() < 2
    rows = []
    for path, column in cases.points.items():
        correlation, p = (np.nan, np.nan) if alike else stats.spearmanr(column, cases.difference)
        halves = (
            np.quantile(own, [0.25, 0.5, 0.75]) if len(own) else [np.nan] * 3 for own in (column[cases.wins], column[~cases.wins])
        )
        rows.append((path, correlation, p, column.min(), column.max(), *(value for half in halves for value in half)))
    told = [f"{sign}_{part}" for sign in ("wins", "loses") for part in ("low", "median", "high")]
    frame = pd.DataFrame(rows, columns=["parameter", "correlation", "p_adjusted", "range_low", "range_high", *told])
    frame["p_adjusted"] = holm(frame["p_adjusted"].to_numpy(dtype=float))
    order = frame["correlation"].abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)
