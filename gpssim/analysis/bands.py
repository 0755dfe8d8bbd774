"""What figures draw: means with intervals, quantile fans and concentration curves, as pure functions of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t

from gpssim.analysis.domains import EVERYWHERE, Domain, cut
from gpssim.analysis.limits import Limits, limits_of


def half_width(sd: Any, n: Any, level: float = 0.95) -> Any:
    """Half the width of the t interval of a mean: t(n - 1) sd / sqrt(n).

    Parameters
    ----------
    sd : standard deviation over replications, in any unit; a number, an array or a Series.
    n : replications, of the same shape; where there are fewer than two the standard deviation is missing, and so is the interval.
    level : confidence level, in (0, 1).

    Returns
    -------
    A number, an array or a Series, as ``sd``, in its unit.
    """
    return t.ppf((1 + level) / 2, np.maximum(n - 1, 1)) * sd / np.sqrt(np.maximum(n, 1))


def interval(mean: Any, sd: Any, n: Any, domain: Domain | Limits = EVERYWHERE, level: float = 0.95) -> tuple[Any, Any]:
    """The t interval of a mean, which ends where values end.

    Parameters
    ----------
    mean, sd, n : mean and standard deviation over ``n`` replications, in any unit; numbers, arrays or Series of one shape.
    domain : lowest and highest value that the mean can take, such as ``gpssim.limits("coverage")``; two arrays for rows that
        differ in it.
    level : confidence level, in (0, 1).

    Returns
    -------
    Low and high: numbers for numbers, else arrays of that shape; missing where fewer than two replications count.

    >>> [round(float(end), 3) for end in interval(0.9, 0.2, 4, domain=(0.0, 1.0))]
    [0.582, 1.0]
    """
    half = half_width(sd, n, level)
    low, high = cut(mean - half, mean + half, mean, domain)
    return low[()], high[()]


def mean_band(
    frame: pd.DataFrame,
    keys: Sequence[str],
    value: str = "value",
    level: float = 0.95,
    domain: Domain | str = EVERYWHERE,
    differences: int = 0,
    others: Mapping[str, Domain] | None = None,
) -> pd.DataFrame:
    """The mean of ``value`` over the rows of each key, with its t interval.

    Parameters
    ----------
    frame : one row a replication and key; missing values are left out.
    keys : columns that tell the means apart.
    value : column that is averaged, in any unit.
    level : confidence level, in (0, 1).
    domain : lowest and highest value that ``value`` can take, such as ``(0, 1)`` for a share: intervals end there. Or the key
        that holds the name of the indicator of each row, which knows its own.
    differences : 1 where the values of these indicators are differences of two, 2 where they are differences of differences.
    others : lowest and highest value of what is no indicator, by its name, where ``domain`` is a key.

    Returns
    -------
    DataFrame ``*keys, mean, low, high, n``: ``low`` and ``high`` are missing where fewer than two replications count.
    Keys whose values are all missing keep a row with ``n = 0``.

    *Source:* the textbook interval, mean +- t(n - 1) sd / sqrt(n); Law, Simulation Modeling and Analysis, ch. 4.
    """
    grouped = frame.groupby(list(keys), sort=False, observed=True)[value]
    band = grouped.agg(mean="mean", sd="std", n="count").reset_index()
    ends = limits_of(band[domain], differences, others) if isinstance(domain, str) else domain
    band["low"], band["high"] = interval(band["mean"], band["sd"], band["n"], ends, level)
    return band[[*keys, "mean", "low", "high", "n"]]


def quantile_fan(
    frame: pd.DataFrame, keys: Sequence[str], value: str, levels: Sequence[float], replication: str = "replication"
) -> pd.DataFrame:
    """Quantiles of ``value`` within each replication, then averaged over replications.

    Returns a DataFrame ``*keys, p10, p25, ..., n``: one column a level in [0, 1], named by its percent, and the number of
    replications.
    """
    within = frame.groupby([*keys, replication], sort=False, observed=True)[value].quantile(np.array(levels)).unstack()
    within = within.reindex(columns=np.array(levels))  # of no rows at all there is no quantile
    within.columns = [f"p{round(100 * level)}" for level in levels]
    grouped = within.groupby(list(keys), sort=False, observed=True)
    return grouped.mean().assign(n=grouped.size()).reset_index()


def lorenz(values: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """The Lorenz curve: the share of the total that the poorest share ``grid`` holds.

    Parameters
    ----------
    values : non-negative amounts, shape (n,).
    grid : population shares in [0, 1], shape (k,).

    Returns
    -------
    Shape (k,), in [0, 1]; missing where nothing is held at all.
    """
    held = np.concatenate([[0.0], np.cumsum(np.sort(np.asarray(values, dtype=np.float64)))])
    if held[-1] <= 0:
        return np.full(len(grid), np.nan)
    return np.asarray(np.interp(grid, np.linspace(0, 1, len(held)), held / held[-1]))


def top_share(values: np.ndarray, n: int) -> float:
    """The share of the total that the ``n`` largest hold, in [0, 1]; missing where nothing is held at all."""
    amounts = np.sort(np.asarray(values, dtype=np.float64))[::-1]
    return float(amounts[:n].sum() / amounts.sum()) if amounts.sum() > 0 else float("nan")
