"""Indicators over windows: one number for each run, window and group, missing where it is undefined."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gpssim.analysis.cells import Keys, look_up, runs_compared, sums_by_month
from gpssim.analysis.indicator import Indicator, Sum, Sums, Time
from gpssim.analysis.measured import measured
from gpssim.analysis.periods import Window
from gpssim.records.tables import TABLES

if TYPE_CHECKING:
    from gpssim.records.results import Results


def evaluate(results: Results, indicator: Indicator, windows: Sequence[Window], by: Keys = ()) -> pd.Series:
    """The indicator of every run and window that hold any rows.

    Indexed by ``run, window, *by``: ``run`` is a row of the runs compared, ``window`` a place in ``windows``, which follow one
    another without overlap. Missing where what the indicator needs is switched off.
    """
    if len(windows) == 1 and (known := kept(results, indicator, windows[0], by)) is not None:
        return known
    if indicator.aggregation == "last_12":
        windows = [Window(max(w.first, w.last - 11), w.last) for w in windows]
    monthly = indicator.aggregation == "mean" or (indicator.denominator is None and indicator.state is None)
    index = ["run", "window", *(["month"] if monthly else []), *by]
    cells = _cells(results, indicator, windows, index)
    if indicator.state:
        value = _measured(indicator, cells, index)
    elif isinstance(indicator.denominator, Time):
        value = _per_year(results, indicator, cells, indicator.denominator, windows)
    else:
        value = _ratio(indicator, cells)
    value = value if indicator.finish is None else indicator.finish(value)
    value = value.groupby(level=["run", "window", *by], observed=True).mean() if monthly else value
    return value.where(measured(results, indicator)[value.index.get_level_values("run").to_numpy(dtype=np.int64)])


def keep(results: Results, indicator: Indicator, window: Window, by: Keys, value: pd.Series) -> None:
    """Keep what :func:`evaluate` will be asked for."""
    results.cache[id(indicator), window, by] = (indicator, value)  # who is kept keeps its place


def kept(results: Results, indicator: Indicator, window: Window, by: Keys) -> pd.Series | None:
    """What is kept of an indicator over one window."""
    found: tuple[Indicator, pd.Series | None] = results.cache.get((id(indicator), window, tuple(by)), (indicator, None))
    return found[1]


def within(indicator: Indicator) -> Keys:
    """What a state looks at within a cell."""
    return indicator.state.within if indicator.state else ()


def _cells(results: Results, indicator: Indicator, windows: Sequence[Window], index: Sequence[str]) -> pd.DataFrame:
    """Sums by ``index`` and by what a state looks at within.

    Several tables meet here; what only one of them holds counts as 0 in the others.
    """
    keys = tuple(k for k in (*index, *within(indicator)) if k not in ("run", "window", "month"))
    levels = [*index, *within(indicator)]
    frames = []
    for _, group in groupby(sorted(indicator.sums, key=_place), key=_place):
        sums = list(dict.fromkeys(group))
        frame = _in_windows(sums_by_month(results, sums, keys), windows)
        if indicator.aggregation == "end":
            frame = frame[frame["month"] == frame.groupby(["run", "window"])["month"].transform("max")]
        frames.append(frame.groupby(levels, observed=True)[sums].sum())
    return frames[0] if len(frames) == 1 else pd.concat(frames, axis=1).fillna(0.0)


def _place(one: Sum) -> tuple[str, str]:
    return one.table, one.month


def _in_windows(frame: pd.DataFrame, windows: Sequence[Window]) -> pd.DataFrame:
    """Rows of months within a window, with its place; windows follow one another, none begins before the switch of policy."""
    month = frame["month"].to_numpy(dtype=np.int64)
    place = np.searchsorted([w.first for w in windows], month, side="right") - 1
    inside = (place >= 0) & (month <= np.array([w.last for w in windows])[place])
    return frame.assign(window=place)[inside]


def _ratio(indicator: Indicator, cells: pd.DataFrame) -> pd.Series:
    above = _sum(cells, indicator.numerators)
    if indicator.denominator is None:
        return above
    below = _sum(cells, indicator.denominators)
    return above / below.where(below != 0)


def _sum(cells: pd.DataFrame, sums: Sums) -> pd.Series:
    return cells[list(sums)].sum(axis=1, skipna=False).astype(np.float64)


def _per_year(results: Results, indicator: Indicator, cells: pd.DataFrame, time: Time, windows: Sequence[Window]) -> pd.Series:
    """Events per year of the window (and per unit of a parameter).

    None recorded is 0 where the table holds every run, undefined where it is not there or is kept for some runs only.
    """
    runs = runs_compared(results)
    grid = grid_of(len(runs), len(windows), cells.index)
    complete = all(table in results.names() and not TABLES[table].event for table in indicator.tables)
    above = _sum(cells, indicator.numerators).reindex(grid, fill_value=0.0 if complete else np.nan)
    years = np.array([w.years for w in windows])[grid.get_level_values("window")]
    if time.parameter:
        worlds, of_runs = np.unique(runs["world"].to_numpy(dtype=np.int64), return_inverse=True)
        trees = (results.world(int(w)) for w in worlds)
        size = np.array([look_up(tree, time.parameter) if tree else np.nan for tree in trees])
        years = years * size[of_runs[grid.get_level_values("run")]]
    return pd.Series(above.to_numpy() / years, index=grid)


def grid_of(n_runs: int, n_windows: int, known: pd.Index) -> pd.MultiIndex:
    """Every run and window, with every group that ``known`` (levels ``run, window, *by``) has anywhere."""
    names = [str(name) for name in known.names]
    by = names[2:]
    groups = known.to_frame(index=False)[by].drop_duplicates().sort_values(by) if by else pd.DataFrame(index=[0])
    places = pd.MultiIndex.from_product([range(n_runs), range(n_windows)], names=names[:2]).to_frame(index=False)
    return pd.MultiIndex.from_frame(places.merge(groups, how="cross"))


def _measured(indicator: Indicator, cells: pd.DataFrame, index: Sequence[str]) -> pd.Series:
    """What the state measures in each cell."""
    state = indicator.state
    assert state is not None  # the only caller asks first
    rows = cells.rename(columns={one: name for name, one in state.sums}).reset_index()
    if rows.empty:
        return pd.Series(dtype=np.float64, index=pd.MultiIndex.from_frame(rows[list(index)]))
    groups = rows.groupby(list(index), observed=True, sort=True)
    value = state.measure(rows.assign(cell=groups.ngroup()))
    where = rows[list(index)].drop_duplicates().sort_values(list(index)).iloc[value.index.to_numpy(dtype=np.int64)]
    return pd.Series(value.to_numpy(dtype=np.float64), index=pd.MultiIndex.from_frame(where))
