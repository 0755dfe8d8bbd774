"""Runs as rows: their keys, how they ended, and the digests of the tables they left."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from gpssim.records.digest import combined_digest, table_digest
from gpssim.records.parts import RUN_KEYS, RUNS, MemoryPart, Part
from gpssim.records.tables import TABLES

SUCCEEDED: Final = "SUCCEEDED"
FAILED: Final = "FAILED"
"""The model raised an error: the run is data about the model."""
ABORTED: Final = "ABORTED"
"""Its surroundings spoilt it (its process died, no memory, no disk): it says nothing, and is tried again with the study."""

RUN_COLUMNS: Final = (*RUN_KEYS, "status", "stage", "reason", "seconds", "digest", "traceback")
RUN_SCHEMA: Final = pa.schema(
    [
        ("policy", pa.string()),
        ("closure", pa.string()),
        ("world", pa.int32()),
        ("replication", pa.int32()),
        ("status", pa.string()),
        ("stage", pa.string()),
        ("reason", pa.string()),
        ("seconds", pa.float64()),
        ("digest", pa.string()),
        ("digests", pa.string()),
        ("traceback", pa.string()),
    ]
)
"""``runs`` on disk; ``digests`` holds the digest of each table as JSON, ``traceback`` where a run failed: a line a call."""
LATER: Final = frozenset({"traceback"})
"""Columns that folders of earlier versions do not have."""


def as_arrow(table: pa.Table | pd.DataFrame) -> pa.Table:
    """A table of a run as Arrow, whichever kind it is."""
    return table if isinstance(table, pa.Table) else pa.Table.from_pandas(table, preserve_index=False)


def with_run_keys(
    table: pa.Table, policy: str = "policy", closure: str = "appropriation", world: int = 0, replication: int = 0
) -> pa.Table:
    """The table with the keys of its run in front, unless it has them."""
    if set(RUN_KEYS) <= set(table.column_names):
        return table
    n = table.num_rows
    zeros = pa.array(np.zeros(n, dtype=np.int32))
    keys = [
        pa.DictionaryArray.from_arrays(zeros, pa.array([policy], pa.string())),
        pa.DictionaryArray.from_arrays(zeros, pa.array([closure], pa.string())),
        pa.array(np.full(n, world, dtype=np.int32)),
        pa.array(np.full(n, replication, dtype=np.int32)),
    ]
    return pa.table([*keys, *table.columns], names=[*RUN_KEYS, *table.column_names])


def frame_of(table: pa.Table) -> pd.DataFrame:
    """Arrow as pandas; labels become categories, however they are stored."""
    for place, kind in enumerate(table.schema.types):
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            table = table.set_column(place, table.column_names[place], table.column(place).dictionary_encode())
    frame: pd.DataFrame = table.unify_dictionaries().to_pandas(use_threads=False)
    return frame


def digests_of(tables: Mapping[str, pa.Table]) -> dict[str, str]:
    """The digest of each table of one run, run keys left out."""
    return {
        name: table_digest(
            table.select([c for c in table.column_names if c not in RUN_KEYS]), TABLES[name].key if name in TABLES else ()
        )
        for name, table in tables.items()
    }


def run_account(digests: Mapping[str, str], **values: Any) -> dict[str, Any]:
    """A row of ``runs``."""
    empty = {"status": SUCCEEDED, "stage": "", "reason": "", "seconds": float("nan"), "traceback": ""}
    return {**empty, **values, "digest": combined_digest(digests.items()), "digests": json.dumps(dict(digests))}


def runs_of(part: Part) -> pa.Table:
    """The part's own account of its runs; where tables were simply handed over, one is made from them."""
    if not isinstance(part, MemoryPart) or RUNS in part.tables:
        return in_schema(part.table(RUNS))
    keys = {tuple(row.values()) for t in part.tables.values() for row in _keys_in(t)}
    rows = [dict(zip(RUN_KEYS, key, strict=True)) for key in sorted(keys)]
    return pa.Table.from_pylist([run_account(digests_of(tables_of_run(part, row)), **row) for row in rows], RUN_SCHEMA)


def in_schema(runs: pa.Table) -> pa.Table:
    """The rows of ``runs`` as this version has them, whichever version wrote them."""
    for name in LATER - {*runs.column_names}:
        runs = runs.append_column(name, pa.nulls(runs.num_rows, pa.string()).fill_null(""))
    return runs.select(RUN_SCHEMA.names).cast(RUN_SCHEMA)


def _keys_in(table: pa.Table) -> list[dict[str, Any]]:
    return list(
        table.select(list(RUN_KEYS)).unify_dictionaries().group_by(list(RUN_KEYS), use_threads=False).aggregate([]).to_pylist()
    )


def tables_of_run(part: Part, run: Mapping[str, Any]) -> dict[str, pa.Table]:
    """Every table of one run of a part."""
    return {name: _rows_of(part.table(name), run) for name in part.names() if name != RUNS}


def groups_in(runs: pa.Table) -> frozenset[tuple[int, int]]:
    """World and replication of every row."""
    return frozenset(zip(runs["world"].to_pylist(), runs["replication"].to_pylist(), strict=True))


def wrong_values(part: Part) -> list[Any]:
    """The keys of the first run of a part whose values have another digest than the study wrote; none where all agree."""
    for run in runs_of(part).to_pylist():
        said = json.loads(run["digests"])
        found = digests_of({name: table for name, table in tables_of_run(part, run).items() if name in said})
        if run["status"] == SUCCEEDED and found != said:
            return [run[k] for k in RUN_KEYS]
    return []


def _rows_of(table: pa.Table, run: Mapping[str, Any]) -> pa.Table:
    mask = None
    for key in RUN_KEYS:
        equal = pc.equal(table[key].cast(pa.string()) if isinstance(run[key], str) else table[key], run[key])
        mask = equal if mask is None else pc.and_(mask, equal)
    return table.filter(mask)


def empty_table(name: str) -> pa.Table:
    """A table of ``records.tables`` without rows, run keys in front."""
    label = pa.dictionary(pa.int32(), pa.string())
    columns = [(c.name, label if c.kind == "str" else pa.type_for_alias(c.kind)) for c in TABLES[name].columns]
    return with_run_keys(pa.schema(columns).empty_table())
