"""What is said of all runs is what is said of them one by one, however many are held at once."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from gpssim.records import all_runs
from gpssim.records.all_runs import counted, digests_of_all
from gpssim.records.digest import combined_digest, text_digest
from gpssim.records.runs import RUN_SCHEMA, run_account

STATUS = ("SUCCEEDED", "SUCCEEDED", "FAILED")
ROWS = [
    run_account(
        {name: text_digest(f"{policy}{world}{replication}{name}") for name in ("monthly", "bids")[: 1 + replication % 2]},
        policy=policy, closure="volume", world=world, replication=replication, status=STATUS[(world + replication) % 3],
    )
    for world in (0, 1, 2, 10, 11)
    for replication in range(3)
    for policy in ("open_tender", "open", "open tender")
]  # fmt: skip


@pytest.mark.parametrize("at_once", [1, 4_000_000])
@pytest.mark.parametrize("lines", [2, 20_000])
def test_digests_are_those_of_all_rows_at_once(at_once: int, lines: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(all_runs, "AT_ONCE", at_once)
    monkeypatch.setattr(all_runs, "LINES", lines)
    expected: dict[str, list[tuple[object, ...]]] = {}
    for row in ROWS:
        if row["status"] == "SUCCEEDED":
            for table, digest in json.loads(row["digests"]).items():
                expected.setdefault(table, []).append(
                    (row["policy"], row["closure"], row["world"], row["replication"], digest)
                )
    parts = [pa.Table.from_pylist(ROWS[first : first + 7], RUN_SCHEMA) for first in (35, 0, 7, 28, 21, 14, 42)]
    assert digests_of_all(lambda: parts) == {table: combined_digest(expected[table]) for table in sorted(expected)}


def test_no_run_has_no_digest() -> None:
    assert digests_of_all(list) == {}


def test_ways_to_end_are_counted() -> None:
    assert counted([pa.Table.from_pylist(ROWS[:20], RUN_SCHEMA), pa.Table.from_pylist(ROWS[20:], RUN_SCHEMA)]) == (
        {"SUCCEEDED": 30, "FAILED": 15},
        3,
    )
