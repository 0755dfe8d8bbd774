"""How much of the variance of runs is luck: between replications of a point."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpssim.analysis.questions import of_points

COLUMNS = ("parameters", "shared_luck", "luck", "luck_in_mean")


def luck_shares(table: pd.DataFrame, common: bool) -> dict[str, float]:
    """Shares of the variance of single runs, and of the means over replications from which indices are computed.

    Parameters
    ----------
    table : numbers of a sample of independent points, a row a point and a column a replication (a row of world 0 counts not).
    common : whether all points have the luck of the replication, or each its own.

    Returns
    -------
    ``parameters``, ``shared_luck`` (what a replication adds to all points alike, under common luck; it is in no index) and ``luck``
    (under common luck how it changes what parameters do, under own luck all of it): shares that add up to 1.
    ``luck_in_mean``: the part of the variance of the points' means that is ``luck``; under own luck the total index of a parameter
    that does nothing. Missing with fewer than two replications of a point, or where nothing varies.

    Analysis of variance (expected mean squares, none below 0): two-way without interaction under common luck, else one-way.
    """
    y = of_points(table).dropna().to_numpy(dtype=float)
    n, times = y.shape
    nothing = dict.fromkeys(COLUMNS, float("nan"))
    if times < 2 or n < 2:
        return nothing
    points, replications = y.mean(axis=1), y.mean(axis=0)
    between = times * points.var(ddof=1)
    rest = y - points[:, None] - (replications - y.mean() if common else 0.0)
    error = float(np.square(rest).sum()) / ((n - 1) * (times - 1) if common else n * (times - 1))
    shared = max(0.0, float(replications.var(ddof=1)) - error / n) if common else 0.0
    parameters = max(0.0, (between - error) / times)
    total = parameters + shared + error
    if total <= 0.0:
        return nothing
    in_mean = min(1.0, error / between) if between > 0.0 else float("nan")
    return dict(zip(COLUMNS, (parameters / total, shared / total, error / total, in_mean), strict=True))
