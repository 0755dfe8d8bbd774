"""What is said of all runs of a study together, read part by part: a million of them need a few bytes each."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gpssim.records.digest import DIGEST_BYTES
from gpssim.records.parts import RUN_KEYS
from gpssim.records.runs import SUCCEEDED

Runs = Callable[[], Iterable[pa.Table]]
"""The rows of ``runs``, part by part, as often as somebody asks."""
AT_ONCE: Final = 4_000_000
"""Digests that are held at once; of more, some tables are taken after the others."""
LINES: Final = 20_000
"""Lines that are hashed together."""
BETWEEN: Final = "\x1f"
"""Between keys, and between them and a digest, as in :func:`gpssim.records.digest.combined_digest`."""


def counted(runs: Iterable[pa.Table]) -> tuple[dict[str, int], int]:
    """How many runs ended in which way, and how many replications of the scenario's own world there are."""
    status: Counter[str] = Counter()
    own: set[int] = set()
    for table in runs:
        status.update(table["status"].to_pylist())
        own.update(pc.unique(table.filter(pc.equal(table["world"], 0))["replication"]).to_pylist())
    return dict(status.most_common()), len(own)


def digests_of_all(runs: Runs) -> dict[str, str]:
    """The digest of each table over all runs that succeeded: of every run's keys and digest, in the order of the keys as text."""
    keys, tables = _keys(runs)
    if not tables:
        return {}
    rank = np.empty(len(keys), dtype=np.int64)
    order = pc.sort_indices(keys).to_numpy()
    rank[order] = np.arange(len(keys))
    at_once = max(1, AT_ONCE // len(keys))
    found: dict[str, str] = {}
    for first in range(0, len(tables), at_once):
        some = tables[first : first + at_once]
        for table, (rows, digests) in zip(some, _digests(runs, some), strict=True):
            found[table] = _combined(keys, rank, np.frombuffer(rows, dtype=np.int64), digests)
    return found


def _keys(runs: Runs) -> tuple[pa.Array, list[str]]:
    """What a line begins with, for each run that succeeded, and the tables that there are, sorted."""
    pieces, tables = [], set[str]()
    for table in _succeeded(runs):
        texts = [table[key].cast(pa.string()).combine_chunks() for key in RUN_KEYS]
        pieces.append(pc.binary_join_element_wise(*texts, "", BETWEEN))
        for said in table["digests"].to_pylist():
            tables.update(json.loads(said))
    return pa.concat_arrays(pieces) if pieces else pa.array([], pa.string()), sorted(tables)


def _digests(runs: Runs, tables: Sequence[str]) -> list[tuple[array[int], bytearray]]:
    """For each of some tables, which runs left it, by their number, and its digests one after the other."""
    found = [(array("q"), bytearray()) for _ in tables]
    number = 0
    for table in _succeeded(runs):
        for said in table["digests"].to_pylist():
            digests = json.loads(said)
            for name, (rows, written) in zip(tables, found, strict=True):
                if name in digests:
                    rows.append(number)
                    written += bytes.fromhex(digests[name])
            number += 1
    return found


def _combined(keys: pa.Array, rank: np.ndarray, rows: np.ndarray, digests: bytearray) -> str:
    """The digest of one table."""
    order = np.argsort(rank[rows])
    state, between = hashlib.blake2b(digest_size=DIGEST_BYTES), b""
    for first in range(0, order.size, LINES):
        some = order[first : first + LINES]
        begins = keys.take(pa.array(rows[some])).to_pylist()
        lines = [f"{key}{digests[DIGEST_BYTES * at : DIGEST_BYTES * (at + 1)].hex()}" for key, at in zip(begins, some, strict=True)]
        state.update(between + "\n".join(lines).encode())
        between = b"\n"
    return state.hexdigest()


def _succeeded(runs: Runs) -> Iterator[pa.Table]:
    for table in runs():
        yield table.filter(pc.equal(table["status"], SUCCEEDED))
