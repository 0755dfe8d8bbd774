"""Tables of a few rows for examples worked by hand: what a test does not set is 0, empty or false."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from gpssim.records import Results
from gpssim.records.runs import with_run_keys
from gpssim.records.tables import TABLES

Rows = Sequence[Mapping[str, Any]]


def table(name: str, rows: Rows) -> pa.Table:
    """A table of ``records.tables`` with these rows."""
    columns = {}
    for c in TABLES[name].columns:
        values = [row.get(c.name, "" if c.kind == "str" else 0) for row in rows]
        columns[c.name] = pa.array(values, pa.string()) if c.kind == "str" else pa.array(np.array(values).astype(c.kind))
    unknown = {key for row in rows for key in row} - {c.name for c in TABLES[name].columns}
    assert not unknown, unknown
    return pa.table(columns)


def run(months: int = 12, world: Mapping[str, Any] | None = None, **tables: Rows) -> Results:
    """The results of one run of policy ``a``."""
    return runs({("a", 0, 0): tables}, months, world)


def runs(
    by_run: Mapping[tuple[str, int, int], Mapping[str, Rows]], months: int = 12, world: Mapping[str, Any] | None = None
) -> Results:
    """Results of several runs: (policy, world, replication) to tables."""
    names = {name for tables in by_run.values() for name in tables}
    joined = {
        name: pa.concat_tables(
            [
                with_run_keys(table(name, tables[name]), policy, "appropriation", number, replication)
                for (policy, number, replication), tables in by_run.items()
                if name in tables
            ],
            promote_options="permissive",
        )
        for name in names
    }
    policies = list(dict.fromkeys(policy for policy, _, _ in by_run))
    n_worlds = max(number for _, number, _ in by_run)
    manifest = {
        "policies": policies,
        "months": months,
        "scenario": {"world": dict(world or {})},
        "worlds": [dict(world or {})] * n_worlds,
    }
    return Results(joined, manifest)
