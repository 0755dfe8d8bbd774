"""From millions of rows to cells: sums by run and month (and what else is asked for), read once and kept with the results.

A part of the results is read column by column and reduced before the next one is opened, so memory holds sums, not rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gpssim.analysis.indicator import Sum
from gpssim.errors import unknown
from gpssim.records.parts import RUN_KEYS
from gpssim.records.runs import SUCCEEDED

if TYPE_CHECKING:
    from gpssim.records.results import Results

Keys = tuple[str, ...]


def runs_compared(results: Results) -> pd.DataFrame:
    """Keys of the runs that succeeded, one row each, in the order of ``results.runs``; ``run`` in every cell is a row of it."""
    if "runs" not in results.cache:
        runs = results.runs
        results.cache["runs"] = runs.loc[runs["status"] == SUCCEEDED, list(RUN_KEYS)].reset_index(drop=True)
    return results.cache["runs"]


def sums_by_month(results: Results, sums: Iterable[Sum], keys: Keys) -> pd.DataFrame:
    """Sums by run, month and keys: columns ``run, month, *keys`` and one for each sum, named by the sum itself.

    Parameters
    ----------
    sums : sums over one and the same table, dated by the same column.
    keys : further columns of the table.
    """
    wanted = list(dict.fromkeys(sums))
    place = (wanted[0].table, wanted[0].month, keys)
    known = results.cache.get(place)
    new = [s for s in wanted if known is None or s not in known.columns]
    if new:
        fresh = _read(results, new, keys)
        index = ["run", "month", *keys]
        results.cache[place] = fresh if known is None else pd.concat([known, fresh.drop(columns=index)], axis=1)
    return results.cache[place]


def prefetch(results: Results, wanted: Iterable[tuple[Sum, Keys]]) -> None:
    """Read everything that several indicators need: each table once for each set of keys."""
    together: dict[tuple[str, str, Keys], list[Sum]] = {}
    for one, keys in wanted:
        together.setdefault((one.table, one.month, keys), []).append(one)
    for (_, _, keys), sums in together.items():
        sums_by_month(results, sums, keys)


def _read(results: Results, sums: Sequence[Sum], keys: Keys) -> pd.DataFrame:
    first = sums[0]
    parameters = tuple(dict.fromkeys(p for s in sums for p in s.parameters))
    by_domain = ("domain",) if any(p.startswith("domains.") for p in parameters) else ()
    columns = list(dict.fromkeys([first.month, *keys, *by_domain, *(c for s in sums for c in s.columns)]))
    pieces = []
    if first.table in results.names():
        for rows in results.batches(first.table, columns):
            rows = rows.assign(run=_run_of(results, rows))
            rows = rows.assign(**{p: _parameter(results, p, rows) for p in parameters})
            pieces.append(_reduced(rows, sums, keys))
    index = ["run", "month", *keys]
    if not pieces:
        return pd.DataFrame(columns=[*index, *sums])
    frame = pd.concat(pieces, ignore_index=True)
    for key in keys:
        if not pd.api.types.is_numeric_dtype(frame[key]):
            frame[key] = frame[key].astype(str).astype("category")
    return frame.sort_values(index, kind="stable", ignore_index=True)


def _reduced(rows: pd.DataFrame, sums: Sequence[Sum], keys: Keys) -> pd.DataFrame:
    """One part's rows as sums; rows of before the switch of policy are left out."""
    month = rows[sums[0].month].to_numpy()
    values = {i: s.of(rows) for i, s in enumerate(sums)}
    index = pd.DataFrame({"run": rows["run"], "month": month.astype(np.int64), **{k: rows[k] for k in keys if k != "month"}})
    frame = pd.concat([index, pd.DataFrame(values, index=rows.index)], axis=1)[month >= 0]
    grouped = frame.groupby(["run", "month", *(k for k in keys if k != "month")], observed=True, sort=False).sum().reset_index()
    return grouped.rename(columns=dict(enumerate(sums)))


def _run_of(results: Results, rows: pd.DataFrame) -> np.ndarray:
    """The row of each run in ``runs_compared``, shape (n_rows,)."""
    runs = runs_compared(results)
    codes = np.zeros(len(rows), dtype=np.int64)
    codes_of_runs = np.zeros(len(runs), dtype=np.int64)
    for key in RUN_KEYS:
        labels = pd.Index(runs[key].unique())
        column = rows[key]
        code = labels.get_indexer(column.cat.categories)[column.cat.codes] if isinstance(column.dtype, pd.CategoricalDtype) else column.to_numpy()
        code = code if isinstance(column.dtype, pd.CategoricalDtype) else labels.get_indexer(code)
        codes = codes * len(labels) + code
        codes_of_runs = codes_of_runs * len(labels) + labels.get_indexer(runs[key])
    row = np.full(codes_of_runs.max() + 1 if len(runs) else 1, -1, dtype=np.int64)
    row[codes_of_runs] = np.arange(len(runs))
    return row[codes]


def _parameter(results: Results, path: str, rows: pd.DataFrame) -> np.ndarray:
    """A parameter of each row's world (and domain), shape (n_rows,); missing where the results carry no scenario."""
    worlds = rows["world"].to_numpy()
    values = np.full(len(rows), np.nan)
    for world in np.unique(worlds):
        here = worlds == world
        tree = results.world(int(world))
        if tree:
            values[here] = _by_domain(tree, path, rows.loc[here, "domain"]) if path.startswith("domains.") else look_up(tree, path)
    return values


def _by_domain(tree: dict[str, Any], path: str, domains: pd.Series) -> np.ndarray:
    name = path.partition(".")[2]
    return domains.astype(str).map({d["name"]: float(d[name]) for d in tree["domains"]}).to_numpy(dtype=np.float64)


def look_up(tree: Any, path: str) -> float:
    """The number at a dotted path of a world."""
    for step in path.split("."):
        if step not in tree:
            raise unknown("parameter", path, tree)
        tree = tree[step]
    return float(tree)
