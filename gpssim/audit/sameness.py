"""How far two runs that should be the same lie apart: every table, with rows named by numbers instead of places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pandas.api.types import is_float_dtype, is_numeric_dtype

from gpssim.audit.check import Finding, Setting, called, finding
from gpssim.audit.words import found
from gpssim.scenario import Policy
from gpssim.texts.text import listed

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket
    from gpssim.records.results import Results

Made = Callable[[Policy], "PublicServiceMarket"]
"""How a check makes the market of a policy."""
NAMED = {"organization": "organization", "winner": "organization", "incumbent": "organization",
         "purchaser": "purchaser", "district": "district", "contract": "contract", "predecessor": "contract"}  # fmt: skip
"""Columns of the tables that hold a row of somebody, and whose."""
BOOKKEEPING = {"ledger": ["row"]}
"""Columns that only count rows."""
ACCOUNTS = ("organization", "purchaser")
FOUNDING = "opening"
"""Bookings made before anybody has moved."""


@dataclass(frozen=True)
class Gap:
    """The largest difference of two runs: relative to the value itself or, near 0, to the largest of its column."""

    size: float
    where: str
    where_zh: str = ""


def same(setting: Setting, made: Made, tolerance: float) -> Finding:
    """Run every policy as ``made`` makes its market, and compare it with the run as it should be."""
    pairs = zip(setting.resolved, setting.runs, strict=True)
    return verdict_of([(policy.name, gap(tables_of(model), tables_of(made(policy).run()))) for policy, model in pairs], tolerance)


def verdict_of(gaps: Sequence[tuple[str, Gap]], tolerance: float) -> Finding:
    """The largest gap of several policies against what is tolerated."""
    policy, worst = max(gaps, key=lambda pair: pair[1].size)
    said = (
        found("where", where=(worst.where, worst.where_zh or worst.where), policy=called(policy))
        if worst.size > 0.0
        else found("nothing")
    )
    details = tuple({"policy": name, "largest": one.size, "where": one.where} for name, one in gaps)
    return finding(worst.size, tolerance, worst.size <= tolerance, said, details)


def same_digests(first: Results, second: Results) -> Finding:
    """Compare the digests of two studies, table by table."""
    differing = sorted(name for name in {*first.digests, *second.digests} if first.digests.get(name) != second.digests.get(name))
    names = listed(differing, "en"), listed(differing, "zh")
    said = found("differ", names=names) if differing else found("digests", n=len(first.digests))
    return finding(float(len(differing)), 0.0, not differing and bool(first.digests), said)


def tables_of(model: PublicServiceMarket) -> dict[str, pd.DataFrame]:
    """Every table of a run, everybody named by the number it was founded with."""
    numbers = {
        "organization": np.asarray(model.organizations.number),
        "purchaser": np.asarray(model.purchasers.number),
        "district": np.asarray(model.district_number),
        "contract": np.argsort(np.argsort(model.contracts.luck)),
    }
    return {name: _named(table, name, numbers) for name, table in model.tables().items()}


def _named(frame: pd.DataFrame, table: str, numbers: dict[str, np.ndarray]) -> pd.DataFrame:
    for column, whose in NAMED.items():
        if column in frame:
            rows = frame[column].to_numpy()
            frame[column] = np.where(rows >= 0, numbers[whose][rows], rows)
    if table == "ledger":
        accounts = {f"{whose}/{row}": f"{whose}/{n}" for whose in ACCOUNTS for row, n in enumerate(numbers[whose])}
        frame = frame[frame["kind"] != FOUNDING]
        frame = frame.assign(**{side: [accounts.get(a, a) for a in frame[side].astype(str)] for side in ("source", "target")})
    return frame.drop(columns=BOOKKEEPING.get(table, []))


def gap(first: dict[str, pd.DataFrame], second: dict[str, pd.DataFrame]) -> Gap:
    """The largest difference of two runs over all tables; ``inf`` where a count, a label or a number of rows differs."""
    gaps = [_table_gap(name, first[name], second[name]) for name in first]
    return max(gaps, key=lambda g: g.size)


def _table_gap(name: str, first: pd.DataFrame, second: pd.DataFrame) -> Gap:
    if len(first) != len(second):
        return Gap(np.inf, *found("rows", table=name, first=len(first), second=len(second)))
    a, b = _sorted(first), _sorted(second)
    gaps = [Gap(_column_gap(a[c], b[c]), f"{name}.{c}") for c in a.columns]
    return max(gaps, key=lambda g: g.size)


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows in the order of what tells them apart: everything but floats."""
    names = [str(column) for column in frame]
    frame = frame.assign(**{name: frame[name].astype(str) for name in names if not is_numeric_dtype(frame[name])})
    keys = [name for name in names if not is_float_dtype(frame[name])]
    return frame.sort_values(keys, kind="stable").reset_index(drop=True)


def _column_gap(a: pd.Series, b: pd.Series) -> float:
    if not is_float_dtype(a):
        return 0.0 if a.equals(b) else np.inf
    x, y = a.to_numpy(), b.to_numpy()
    if (np.isnan(x) != np.isnan(y)).any():
        return np.inf
    size = np.maximum(np.abs(x), np.abs(y))
    scale = np.maximum(size, np.nanmax(size, initial=0.0) * 1e-3)
    return float(np.nanmax(np.divide(np.abs(x - y), scale, out=np.zeros(x.size), where=scale > 0), initial=0.0))
