"""Behind each row of a comparison: its paired difference in every replication of the scenario's own world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gpssim.analysis.cells import runs_compared
from gpssim.analysis.compare import differences, pairs_of
from gpssim.analysis.indicators import indicator
from gpssim.analysis.periods import PERIODS, Period, Window, window_of
from gpssim.analysis.splitting import By, cells_of, split_of
from gpssim.errors import StudyError, unknown

if TYPE_CHECKING:
    from gpssim.records.results import Results

NEEDED: Final = ("outcome", "period", "closure", "policy_a", "policy_b", "difference")
CLOSE: Final = 1e-9
"""Relative difference within which two means are the same."""


def replicated(results: Results, compared: pd.DataFrame) -> list[pd.Series]:
    """The differences that each row is the mean of.

    Parameters
    ----------
    results : those that were compared.
    compared : rows of :func:`gpssim.analysis.compare`, all or some.

    Returns
    -------
    A Series for each row, in their order, indexed by replication, in the unit of the outcome; missing where undefined under one of
    the two policies.

    Raises
    ------
    UnknownNameError : no comparison, for a column is missing.
    StudyError : the rows are not of these results, or of own purchases alone.
    """
    for column in NEEDED:
        if column not in compared:
            raise unknown("column of a comparison:", column, map(str, compared.columns))
    by = split_of(compared)
    found: dict[tuple[str, ...], pd.Series] = {}
    for outcome, period in dict.fromkeys(zip(compared["outcome"], compared["period"], strict=True)):
        bases = set(compared.loc[compared["outcome"] == outcome, "policy_a"])
        found |= _of_one(results, str(outcome), str(period), by, sorted(map(str, bases)))
    keys = ["outcome", "period", *by, "closure", "policy_a", "policy_b"]
    rows = []
    for place, key in enumerate(compared[keys].itertuples(index=False, name=None)):
        row = found.get(tuple(map(str, key)))
        if row is None or not _same(row, float(compared["difference"].iloc[place])):
            raise StudyError(f"the comparison is not one of these results: {', '.join(map(str, key))} is another there")
        rows.append(row)
    return rows


def _same(row: pd.Series, mean: float) -> bool:
    here = float(row.mean())
    return (here != here and mean != mean) or abs(here - mean) <= CLOSE * max(abs(here), abs(mean), float(row.abs().max()))


def _of_one(results: Results, outcome: str, period: str, by: By, bases: list[str]) -> dict[tuple[str, ...], pd.Series]:
    """The rows of an outcome and a period, by their keys."""
    runs = runs_compared(results)
    found: dict[tuple[str, ...], pd.Series] = {}
    for cell, value in cells_of(results, indicator(outcome), _window(period, results.months), by):
        for base in bases:
            for keys, pairs in pairs_of(results, base):
                own = pairs[pairs["world"] == 0]
                row = pd.Series(
                    differences(value[own["a"]], value[own["b"]]), index=runs["replication"].to_numpy()[own["a"]], dtype=np.float64
                )
                key = (outcome, period, *map(str, cell.values()), keys["closure"], keys["policy_a"], keys["policy_b"])
                found[key] = row.sort_index()
    return found


def _window(label: str, months: int) -> Window:
    """The window that a comparison calls so."""
    first, dash, last = label.partition("-")
    asked: Period = label if label in PERIODS or not dash else (int(first), int(last))
    return window_of(asked, months) or Window(months, months)
