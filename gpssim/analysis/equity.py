"""Inequality between districts and gaps between groups of citizens."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

ORDINARY = "ordinary"
"""The group without a mark; all others are vulnerable groups."""


def gini(x: np.ndarray, weights: np.ndarray | None = None) -> float:
    """The Gini coefficient of ``x`` >= 0, in [0, 1): the mean absolute difference over twice the mean; missing where the mean is 0.

    Parameters
    ----------
    x : shape (n,).
    weights : shape (n,), such as the people each value stands for; equal where not given.
    """
    x, w = _weighted(x, weights)
    if not x @ w > 0:
        return float("nan")
    order = np.argsort(x, kind="stable")
    held = np.cumsum((x * w)[order]) / (x @ w)
    return float(1.0 - w[order] @ (held + np.concatenate([[0.0], held[:-1]])) / w.sum())


def theil(x: np.ndarray, weights: np.ndarray | None = None) -> float:
    """Theil's T of ``x`` >= 0: the weighted mean of (x / mean) ln(x / mean), 0 for equality; missing where the mean is 0."""
    x, w = _weighted(x, weights)
    if not x @ w > 0:
        return float("nan")
    relative = x / (x @ w / w.sum())
    logs = np.log(relative, out=np.zeros_like(relative), where=relative > 0)
    return float(w @ (relative * logs) / w.sum())


def concentration_index(x: np.ndarray, rank: np.ndarray, weights: np.ndarray | None = None) -> float:
    """The concentration index of ``x`` over those ranked from low to high by ``rank``: twice the covariance with the fractional
    rank over the mean, in (-1, 1); negative where those who rank low have more. Missing where the mean is 0.

    *Source:* Kakwani, Wagstaff & van Doorslaer 1997, Journal of Econometrics 77.
    """
    rank = np.asarray(rank)[_known(x, weights)]
    x, w = _weighted(x, weights)
    if not x @ w > 0:
        return float("nan")
    order = np.argsort(rank, kind="stable")
    x, w, rank = x[order], w[order] / w.sum(), rank[order]
    fraction = np.cumsum(w) - w / 2
    for value in np.unique(rank):
        tied = rank == value
        fraction[tied] = np.average(fraction[tied], weights=w[tied])
    mean = w @ x
    return float(2 * (w * (x - mean)) @ fraction / mean)


def _weighted(x: np.ndarray, weights: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Values and weights as floats, those without weight or value left out."""
    known, x = _known(x, weights), np.asarray(x, dtype=np.float64)
    w = np.ones_like(x) if weights is None else np.asarray(weights, dtype=np.float64)
    return x[known], w[known]


def _known(x: np.ndarray, weights: np.ndarray | None) -> np.ndarray:
    """Where there is a value, and somebody it stands for."""
    known = np.isfinite(np.asarray(x, dtype=np.float64))
    return known if weights is None else known & (np.asarray(weights, dtype=np.float64) > 0)


def each_cell(rows: pd.DataFrame, measure: Callable[..., float], *columns: str) -> pd.Series:
    """A measure of the named columns' arrays in each cell."""
    rows = rows.sort_values("cell", kind="stable")
    cells, starts = np.unique(rows["cell"].to_numpy(), return_index=True)
    pieces = [np.split(rows[c].to_numpy(dtype=np.float64), starts[1:]) for c in columns]
    return pd.Series([measure(*arrays) for arrays in zip(*pieces, strict=True)], index=cells)


def group_gap(rows: pd.DataFrame, above: str, below: str) -> pd.Series:
    """Ordinary citizens' ratio minus that of vulnerable groups, within each domain in which both have one, averaged by the
    vulnerable groups' ``below``; cells without such a domain are left out.

    Parameters
    ----------
    rows : columns ``cell, domain, group``, ``above`` and ``below`` (such as served and in need).
    """
    side = np.where(rows["group"].astype(str) == ORDINARY, "ordinary", "vulnerable")
    sums = rows.groupby(["cell", "domain", pd.Series(side, index=rows.index, name="side")], observed=True)[[above, below]].sum()
    ratio = (sums[above] / sums[below].where(sums[below] > 0)).unstack("side").reindex(columns=["ordinary", "vulnerable"])
    gap = (ratio["ordinary"] - ratio["vulnerable"]).dropna()
    weight = sums[below].unstack("side").reindex(columns=["vulnerable"])["vulnerable"].reindex(gap.index)
    return (gap * weight).groupby(level="cell").sum() / weight.groupby(level="cell").sum()


def widest_gap(rows: pd.DataFrame, above: str, below: str) -> pd.Series:
    """The best district's ratio minus the worst one's, within each domain, averaged by the domain's ``below``."""
    ratio = rows[above] / rows[below].where(rows[below] > 0)
    grouped = ratio.groupby([rows["cell"], rows["domain"]], observed=True)
    gap = (grouped.max() - grouped.min()).dropna()
    weight = rows.groupby(["cell", "domain"], observed=True)[below].sum().reindex(gap.index)
    return (gap * weight).groupby(level="cell").sum() / weight.groupby(level="cell").sum()
