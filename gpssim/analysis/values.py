"""What users ask: an indicator of every run over a period, or step by step over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gpssim.analysis.cells import runs_compared
from gpssim.analysis.evaluate import evaluate, grid_of
from gpssim.analysis.indicator import Indicator
from gpssim.analysis.indicators import indicator as named
from gpssim.analysis.periods import Period, Window, steps, window_of
from gpssim.analysis.read_ahead import read_ahead
from gpssim.errors import unknown
from gpssim.plain import listed
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results


@usual_arithmetic()
def values(results: Results, indicator: str | Indicator, period: Period = "all", by: Sequence[str] = ()) -> pd.DataFrame:
    """An indicator of every run that succeeded, over a period.

    Parameters
    ----------
    results : a study's results.
    indicator : name of an indicator, or one of your own.
    period : ``all``, ``transition``, ``later`` or ``(first, last)`` months from the switch, both included.
    by : groupings that the indicator allows, such as ``("domain",)``.

    Returns
    -------
    DataFrame ``policy, closure, world, replication, *by, value``; the value is missing where it is undefined in a run.

    Raises
    ------
    UnknownNameError, ScenarioError : no such indicator, grouping or period.
    """
    chosen, by = named(indicator), _allowed(named(indicator), by)
    window = window_of(period, results.months) or Window(results.months, results.months)
    read_ahead(results, [chosen], [window], by)
    return _laid_out(results, chosen, [window], by).drop(columns="window")


@usual_arithmetic()
def series(results: Results, indicator: str | Indicator, by: Sequence[str] = (), every: int = 12) -> pd.DataFrame:
    """An indicator over time, as :func:`values` over consecutive windows of ``every`` months.

    Returns
    -------
    DataFrame ``policy, closure, world, replication, month, *by, value``: ``month`` is the first of its window; windows in which
    no run has a value are left out.
    """
    chosen, by = named(indicator), _allowed(named(indicator), by)
    windows = steps(every, results.months)
    frame = _laid_out(results, chosen, windows, by)
    frame["window"] = np.array([w.first for w in windows], dtype=np.int64)[frame["window"].to_numpy(dtype=np.int64)]
    frame = frame[frame.groupby("window")["value"].transform("count") > 0]
    return frame.rename(columns={"window": "month"}).reset_index(drop=True)


def _allowed(indicator: Indicator, by: Sequence[str]) -> tuple[str, ...]:
    by = (by,) if isinstance(by, str) else listed("by", by, "a list of groupings")
    for grouping in by:
        if grouping not in indicator.groupings:
            raise unknown(f"grouping of {indicator.name!r}:", grouping, indicator.groupings)
    return by


def _laid_out(results: Results, indicator: Indicator, windows: Sequence[Window], by: tuple[str, ...]) -> pd.DataFrame:
    """A row for every run, window and group that any run knows, missing values included."""
    runs = runs_compared(results)
    value = evaluate(results, indicator, windows, by)
    frame = value.reindex(grid_of(len(runs), len(windows), value.index)).rename("value").reset_index()
    keys = runs.loc[frame["run"].to_numpy(dtype=np.int64)].reset_index(drop=True)
    return pd.concat([keys, frame.drop(columns="run")], axis=1)
