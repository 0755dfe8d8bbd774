"""Finished replications become results: in a folder each is written at once, and parts that are full are joined; or in memory.

A replication that :meth:`FolderStore.add` has taken is in a file of its own when it returns, so that no end of the process loses
it. Which replications share a part follows from their numbers alone. A part is written, synced and sealed by a thread of its own
while further replications run; then the files of its replications are taken away.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from gpssim.files.writing import sync
from gpssim.records.folder import folder_parts, name_of
from gpssim.records.manifest import MANIFEST, written_manifest
from gpssim.records.parts import RUNS, MemoryPart, Part
from gpssim.records.runs import ABORTED, RUN_SCHEMA, empty_table
from gpssim.records.seals import bytes_digest, mark_of, sealed
from gpssim.records.single import FINISHED, GroupFile, single_bytes
from gpssim.records.tables import TABLES
from gpssim.studies.durable import put, writing
from gpssim.studies.run import joined
from gpssim.studies.tasks import Group, GroupOutcome

if TYPE_CHECKING:
    import pyarrow as pa

RUNS_IN_A_PART: Final = 12
SECONDS_APART: Final = 1.0
"""How long small replications wait for each other, to be brought to the device together."""


def parts_tables(outcomes: Mapping[Group, GroupOutcome]) -> dict[str, pa.Table]:
    """All tables of some groups in the order of the groups, every table of ``records.tables`` among them."""
    ordered = [outcomes[group] for group in sorted(outcomes)]
    tables = joined([o.tables for o in ordered])
    empty = {name: empty_table(name) for name in TABLES if name not in tables}
    return empty | tables | {RUNS: _rows(row for o in ordered for row in o.accounts)}


def _rows(accounts: Iterable[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist(list(accounts), RUN_SCHEMA)


class MemoryStore:
    """Results that live as long as the session."""

    def __init__(self) -> None:
        self._parts: dict[Group, MemoryPart] = {}

    def add(self, group: Group, outcome: GroupOutcome) -> None:
        """Take a finished group."""
        self._parts[group] = MemoryPart(parts_tables({group: outcome}))

    def lose(self, group: Group) -> None:
        """Nothing is known about a group."""

    def flush(self) -> None:
        """Nothing waits here."""

    def settle(self) -> None:
        """Nothing is under way here."""

    def parts(self) -> list[Part]:
        """What is there."""
        return [self._parts[group] for group in sorted(self._parts)]


class FolderStore:
    """Results in a folder; a study that was interrupted finds there what it had finished.

    Parameters
    ----------
    folder : made where it is missing; nobody else writes it.
    manifest : what the study is; its mark goes into every file.
    planned : the groups still to run, for which parts are laid out.
    runs_per_group : policies times closures.
    waiting : replications finished in an earlier session whose part is not written yet.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Mapping[str, Any],
        planned: Iterable[Group],
        runs_per_group: int,
        waiting: Iterable[GroupFile] = (),
    ) -> None:
        self.folder, self._manifest = folder, {**manifest, "parts": ()}
        self._size = max(1, RUNS_IN_A_PART // runs_per_group)
        self._own = mark_of(manifest, 0)
        self._pending: dict[tuple[int, int], dict[Group, GroupOutcome | GroupFile]] = {}
        for file in waiting:
            group = Group(*min(file.groups))
            self._pending.setdefault(self._block(group), {})[group] = file
        self._expected = {block: len(there) for block, there in self._pending.items()}
        for group in planned:
            self._expected[self._block(group)] = self._expected.get(self._block(group), 0) + 1
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="gpssim-disk")
        self._under_way: list[Future[None]] = []
        self._not_synced: list[Path] = []
        self._synced_at = monotonic()

    def _block(self, group: Group) -> tuple[int, int]:
        """Replications of the own world in blocks, sampled worlds in blocks."""
        return (0, group.replication // self._size) if group.world == 0 else (1 + group.world // self._size, group.replication)

    def _mark(self, group: Group) -> str:
        return mark_of(self._manifest, group.world) if group.world else self._own

    def add(self, group: Group, outcome: GroupOutcome) -> None:
        """Take a finished group: it is in a file of its own when this returns, and its part is written when that is complete.

        A group with a run that its surroundings spoilt stays in its file, so that it can be tried again and replaced.

        Raises
        ------
        StudyError : the disk takes no more; what was taken before is there.
        """
        with writing(self.folder):
            path, name = self._file(group), name_of(*group)
            put(path, single_bytes({RUNS: _rows(outcome.accounts), **outcome.tables}, name, self._mark(group)), synced=False)
            if any(row["status"] == ABORTED for row in outcome.accounts):
                self._later(self._sync_together, path)
                return
            block = self._block(group)
            pending = self._pending.setdefault(block, {})
            pending[group] = outcome
            if len(pending) == self._expected[block]:
                self._later(self._join, self._pending.pop(block))
            else:
                self._later(self._sync_together, path)

    def lose(self, group: Group) -> None:
        """Nothing is known about a group; nor is what an earlier attempt left of it."""
        with writing(self.folder):
            self._file(group).unlink(missing_ok=True)

    def _file(self, group: Group) -> Path:
        return self.folder / FINISHED / f"{name_of(*group)}.arrow"

    def _later(self, do: Any, *given: Any) -> None:
        """Have the thread do it; errors of what it did before are raised here, and it is never far behind."""
        while self._under_way and (self._under_way[0].done() or len(self._under_way) > 2 * self._size):
            self._under_way.pop(0).result()
        try:
            self._under_way.append(self._disk.submit(do, *given))
        except RuntimeError:  # no thread can be started, now or since the last time
            self._disk.shutdown(wait=False, cancel_futures=True)
            do(*given)

    def _sync_together(self, path: Path) -> None:
        """Have finished replications on the device: at once where they take long, else those of a second together."""
        self._not_synced.append(path)
        if monotonic() - self._synced_at >= SECONDS_APART:
            for file in self._not_synced:
                sync(file)
            self._not_synced.clear()
            self._synced_at = monotonic()

    def flush(self) -> None:
        """Write what has not filled its part.

        Raises
        ------
        StudyError : the disk takes no more.
        """
        with writing(self.folder):
            while self._pending:
                self._later(self._join, self._pending.pop(min(self._pending)))
            while self._under_way:
                self._under_way.pop(0).result()
        with contextlib.suppress(OSError):  # not empty: something was spoilt, and waits there to be tried again
            (self.folder / FINISHED).rmdir()

    def settle(self) -> None:
        """Wait for what is under way; whatever comes of it, every finished group is in its file or in its part."""
        self._disk.shutdown(wait=True)

    def _join(self, waiting: Mapping[Group, GroupOutcome | GroupFile]) -> None:
        """Write a part: its tables, then its runs with a seal, each synced; then take away the files of its groups."""
        outcomes = {g: _outcome(one) if isinstance(one, GroupFile) else one for g, one in waiting.items()}
        first, tables, files = min(outcomes), parts_tables(outcomes), {}
        runs, name = tables.pop(RUNS), name_of(*first)
        for table, rows in tables.items():
            data = parquet_of(rows)
            put(self.folder / table / f"{name}.parquet", data, synced=True)
            files[table] = (len(data), bytes_digest(data))
        put(self.folder / RUNS / f"{name}.parquet", parquet_of(sealed(runs, name, self._mark(first), files)), synced=True)
        for table in (*files, RUNS, ""):
            sync(self.folder / table)
        for group in outcomes:
            self._file(group).unlink(missing_ok=True)

    def parts(self) -> list[Part]:
        """What is there."""
        return folder_parts(self.folder, self._manifest)


def _outcome(file: GroupFile) -> GroupOutcome:
    tables = file.stored()
    return GroupOutcome(tuple(tables.pop(RUNS).to_pylist()), tables)


def parquet_of(table: pa.Table) -> memoryview:
    """A table as a small Parquet file: dictionaries for labels only, and no statistics by which nobody would skip anything."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    labels = [field.name for field in table.schema if pa.types.is_dictionary(field.type) or pa.types.is_string(field.type)]
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", use_dictionary=labels, write_statistics=False)
    return memoryview(sink.getvalue())


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest, whole or not at all."""
    with writing(folder):
        put(folder / MANIFEST, written_manifest(manifest).encode(), synced=True)
        sync(folder)
