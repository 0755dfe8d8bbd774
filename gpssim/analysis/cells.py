"""From millions of rows to cells: sums by run and month (and what else is asked for), read once and kept with the results.

A part of the results is read column by column and reduced before the next one is opened, so memory holds sums, not rows.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    kept: pd.DataFrame = results.cache["runs"]
    return kept


def sums_by_month(results: Results, sums: Iterable[Sum], keys: Keys) -> pd.DataFrame:
    """Sums by run, month since the switch of policy, and keys: columns ``run, month, *keys`` and one for each sum, named by itself.

    Parameters
    ----------
    sums : sums over one and the same table, dated by the same column.
    keys : further columns of the table.
    """
    wanted = list(sums)
    prefetch(results, [(one, keys) for one in wanted])
    kept: pd.DataFrame = results.cache[wanted[0].table, wanted[0].month, keys]
    return kept


def prefetch(results: Results, wanted: Iterable[tuple[Sum, Keys]]) -> None:
    """Read what several indicators need and is not there yet: each table once."""
    missing: dict[tuple[str, str], dict[Keys, list[Sum]]] = {}
    for one, keys in dict.fromkeys(wanted):
        known = results.cache.get((one.table, one.month, keys))
        if known is None or one not in known.columns:
            missing.setdefault((one.table, one.month), {}).setdefault(keys, []).append(one)
    for (table, month), by_keys in missing.items():
        for keys, fresh in _read(results, table, month, by_keys).items():
            known, index = results.cache.get((table, month, keys)), ["run", "month", *keys]
            results.cache[table, month, keys] = fresh if known is None else pd.concat([known, fresh.drop(columns=index)], axis=1)


def _read(results: Results, table: str, month: str, wanted: dict[Keys, list[Sum]]) -> dict[Keys, pd.DataFrame]:
    """One pass over a table, part by part, for several sets of keys."""
    sums = list(dict.fromkeys(s for some in wanted.values() for s in some))
    parameters = tuple(dict.fromkeys(p for s in sums for p in s.parameters))
    by_domain = ("domain",) if any(p.startswith("domains.") for p in parameters) else ()
    columns = list(dict.fromkeys([month, *(k for keys in wanted for k in keys), *by_domain, *(c for s in sums for c in s.columns)]))
    pieces: dict[Keys, list[pd.DataFrame]] = {keys: [] for keys in wanted}
    for rows in results.batches(table, columns) if table in results.names() else ():
        rows = rows.assign(run=_run_of(results, rows), **{p: _parameter(results, p, rows) for p in parameters})
        values = {s: s.of(rows) for s in sums}
        for keys, some in wanted.items():
            pieces[keys].append(_reduced(rows, month, {s: values[s] for s in some}, keys))
    return {keys: _joined(pieces[keys], keys, wanted[keys]) for keys in wanted}


def _reduced(rows: pd.DataFrame, month: str, values: dict[Sum, np.ndarray], keys: Keys) -> pd.DataFrame:
    """One part's rows as sums; months before the switch of policy lie in no window, and would be as many again."""
    index, dated = ["run", "month", *keys], rows[month].to_numpy(dtype=np.int64)
    since = dated >= 0
    frame = rows.loc[since].assign(month=dated[since])[index]
    frame = frame.assign(**{f"sum {i}": np.asarray(value)[since] for i, value in enumerate(values.values())})
    return frame.groupby(index, observed=True, sort=False).sum().set_axis(list(values), axis=1).reset_index()


def _joined(pieces: list[pd.DataFrame], keys: Keys, sums: list[Sum]) -> pd.DataFrame:
    """Sums of all parts, sorted."""
    index = ["run", "month", *keys]
    if not pieces:
        return pd.DataFrame(columns=pd.Index([*index, *sums], dtype=object))
    return one_under_another(pieces, keys).sort_values(index, kind="stable", ignore_index=True)


def one_under_another(pieces: list[pd.DataFrame], keys: Keys) -> pd.DataFrame:
    """The rows of several tables; labels in ``keys`` become categories that all of them share."""
    for key in keys:
        if isinstance(pieces[0][key].dtype, pd.CategoricalDtype):
            labels = sorted({str(label) for piece in pieces for label in piece[key].cat.categories})
            pieces = [piece.assign(**{key: piece[key].cat.set_categories(labels)}) for piece in pieces]
    return pd.concat(pieces, ignore_index=True)


def _run_of(results: Results, rows: pd.DataFrame) -> np.ndarray:
    """The row of each run in ``runs_compared``, shape (n_rows,)."""
    runs = runs_compared(results)
    codes, codes_of_runs = np.zeros(len(rows), dtype=np.int64), np.zeros(len(runs), dtype=np.int64)
    for key in RUN_KEYS:
        labels = pd.Index(runs[key].unique())
        codes = codes * len(labels) + _codes(rows[key], labels)
        codes_of_runs = codes_of_runs * len(labels) + labels.get_indexer(runs[key])
    row = np.full(int(codes_of_runs.max(initial=0)) + 1, -1, dtype=np.int64)
    row[codes_of_runs] = np.arange(len(runs))
    return row[codes]


def _codes(column: pd.Series, labels: pd.Index) -> np.ndarray:
    """The place of each value among the labels: by category or by table, never by comparing all rows."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return np.asarray(labels.get_indexer(column.cat.categories)[column.cat.codes])
    values = column.to_numpy()
    return np.asarray(labels.get_indexer(pd.RangeIndex(values.max(initial=0) + 1))[values])


def _parameter(results: Results, path: str, rows: pd.DataFrame) -> np.ndarray:
    """A parameter of each row's world (and domain), shape (n_rows,); missing where the results carry no scenario."""
    worlds, place = np.unique(rows["world"].to_numpy(), return_inverse=True)
    trees = [results.world(int(world)) for world in worlds]
    if not path.startswith("domains."):
        return np.array([look_up(tree, path) if tree else np.nan for tree in trees])[place]
    name, domains = path.partition(".")[2], rows["domain"].cat
    values = np.array([_by_domain(tree, name, domains.categories) for tree in trees], dtype=np.float64)
    return values.reshape(len(trees), len(domains.categories))[place, domains.codes]  # of no row, too


def _by_domain(tree: dict[str, Any], name: str, domains: Iterable[str]) -> list[float]:
    """A parameter of each of these domains."""
    declared = {domain["name"]: domain[name] for domain in tree["domains"]} if tree else {}
    return [float(declared[domain]) if tree else np.nan for domain in domains]


def look_up(tree: Any, path: str) -> float:
    """The number at a dotted path of a world."""
    for step in path.split("."):
        if step not in tree:
            raise unknown("parameter", path, tree)
        tree = tree[step]
    return float(tree)
