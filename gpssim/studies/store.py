"""Finished groups become parts of the results: Parquet files that appear whole or not at all, or tables in memory.

Which groups share a part follows from their numbers alone. A part's files are written under temporary names and renamed; the
file of its runs comes last, so that a part counts only when everything else of it is there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gpssim.errors import StudyError
from gpssim.records.parts import MANIFEST, RUNS, MemoryPart, Part, folder_parts, read_manifest
from gpssim.records.runs import RUN_SCHEMA, empty_table, runs_of
from gpssim.records.tables import TABLES
from gpssim.studies.run import joined
from gpssim.studies.tasks import Group, GroupOutcome

if TYPE_CHECKING:
    import pyarrow as pa

RUNS_IN_A_PART: Final = 12


def parts_tables(outcomes: Mapping[Group, GroupOutcome]) -> dict[str, pa.Table]:
    """All tables of some groups in the order of the groups, every table of ``records.tables`` among them."""
    import pyarrow as pa

    ordered = [outcomes[group] for group in sorted(outcomes)]
    tables = {name: empty_table(name) for name in TABLES} | joined([o.tables for o in ordered])
    return tables | {RUNS: pa.Table.from_pylist([row for o in ordered for row in o.accounts], RUN_SCHEMA)}


class MemoryStore:
    """Results that live as long as the session."""

    def __init__(self) -> None:
        self._parts: dict[Group, MemoryPart] = {}

    def add(self, group: Group, outcome: GroupOutcome) -> None:
        """Take a finished group."""
        self._parts[group] = MemoryPart(parts_tables({group: outcome}))

    def flush(self) -> None:
        """Nothing waits here."""

    def parts(self) -> list[Part]:
        """What is there."""
        return [self._parts[group] for group in sorted(self._parts)]


class FolderStore:
    """Results in a folder; a study that was interrupted finds there what it had finished.

    Parameters
    ----------
    folder : made where it is missing.
    planned : the groups still to run, for which parts are laid out.
    runs_per_group : policies times closures.
    """

    def __init__(self, folder: Path, planned: Iterable[Group], runs_per_group: int) -> None:
        self.folder = folder
        self._size = max(1, RUNS_IN_A_PART // runs_per_group)
        self._expected: dict[tuple[int, int], int] = {}
        for group in planned:
            self._expected[self._block(group)] = self._expected.get(self._block(group), 0) + 1
        self._pending: dict[tuple[int, int], dict[Group, GroupOutcome]] = {}
        for left in folder.glob("*/.*.tmp"):
            left.unlink()

    def _block(self, group: Group) -> tuple[int, int]:
        """Replications of the own world in blocks, sampled worlds in blocks."""
        return (0, group.replication // self._size) if group.world == 0 else (1 + group.world // self._size, group.replication)

    def add(self, group: Group, outcome: GroupOutcome) -> None:
        """Take a finished group, and write its part when it is complete."""
        block = self._block(group)
        pending = self._pending.setdefault(block, {})
        pending[group] = outcome
        if len(pending) == self._expected[block]:
            self._write(self._pending.pop(block))

    def flush(self) -> None:
        """Write what has not filled its part."""
        while self._pending:
            self._write(self._pending.popitem()[1])

    def _write(self, outcomes: Mapping[Group, GroupOutcome]) -> None:
        import pyarrow.parquet as pq

        first = min(outcomes)
        tables = parts_tables(outcomes)
        for name in sorted(tables, key=lambda n: n == RUNS):
            path = self.folder / name / f"w{first.world:04d}-r{first.replication:05d}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.tmp")
            pq.write_table(tables[name], temporary, compression="zstd")
            os.replace(temporary, path)

    def parts(self) -> list[Part]:
        """What is there."""
        return list(folder_parts(self.folder, {}))


def found(folder: Path) -> tuple[dict[str, Any] | None, set[Group]]:
    """The manifest of a folder and the groups finished there; ``None`` and nothing for a free folder.

    Raises
    ------
    StudyError : a file of that name, a folder with something else in it, or damaged results.
    """
    if folder.exists() and not folder.is_dir():
        raise StudyError(f"{folder} is a file: results need a folder")
    if not folder.exists() or not any(folder.iterdir()):
        return None, set()
    if not (folder / MANIFEST).is_file():
        raise StudyError(f"{folder} is not empty and holds no study: choose another folder")
    manifest = read_manifest(folder)
    rows = [row for part in folder_parts(folder, manifest) for row in runs_of(part).select(["world", "replication"]).to_pylist()]
    return manifest, {Group(row["world"], row["replication"]) for row in rows}


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f".{MANIFEST}.tmp"
    temporary.write_text(json.dumps(manifest, indent=1, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    os.replace(temporary, folder / MANIFEST)
