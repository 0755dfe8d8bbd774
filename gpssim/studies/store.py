"""Finished replications become results: in a folder each is written at once, and parts that are full are joined; or in memory.

Replications that :meth:`FolderStore.add` has taken are in a file when it returns, so that no end of the process loses them. Which
replications share a part follows from their numbers and the size of the study; a part of large runs is written before it is full, so
that what waits in memory is bounded. A part is written, synced and sealed by a thread of its own while further replications run;
then the files of its replications are taken away.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from gpssim.files.writing import sync
from gpssim.records.folder import folder_parts, name_of
from gpssim.records.manifest import MANIFEST, written_manifest
from gpssim.records.parts import RUNS, MemoryPart, Part
from gpssim.records.runs import empty_table
from gpssim.records.seals import bytes_digest, mark_of, sealed
from gpssim.records.single import FINISHED, GroupFile, single_bytes
from gpssim.records.tables import TABLES
from gpssim.studies.durable import put, writing
from gpssim.studies.packs import Pack
from gpssim.studies.run import joined
from gpssim.studies.tasks import Group

if TYPE_CHECKING:
    import pyarrow as pa

RUNS_IN_A_PART: Final = 12
"""Fewest runs for which a part is laid out ..."""
MOST_RUNS_IN_A_PART: Final = 1000
"""... and most,"""
PARTS: Final = 500
"""between them so many that a study has about this number of parts."""
BYTES_IN_A_PART: Final = 2**26
"""A part with more than the fewest runs is written when it has so many bytes."""
SECONDS_APART: Final = 1.0
"""How long small replications wait for each other, to be brought to the device together."""
BEHIND: Final = 12
"""Files, or parts, that the thread may be behind."""

Piece = Pack | GroupFile


def runs_in_a_part(runs: int) -> int:
    """For how many runs a part is laid out in a study of so many."""
    return max(RUNS_IN_A_PART, min(MOST_RUNS_IN_A_PART, runs // PARTS))


def parts_tables(pieces: Sequence[Piece]) -> dict[str, pa.Table]:
    """All tables of some finished groups in their order, every table of ``records.tables`` among them."""
    tables = joined([_tables(piece) for piece in pieces])
    empty = {name: empty_table(name) for name in TABLES if name not in tables}
    return empty | tables


def _tables(piece: Piece) -> dict[str, pa.Table]:
    return piece.stored() if isinstance(piece, GroupFile) else {name: piece.table(name) for name in piece.names}


class MemoryStore:
    """Results that live as long as the session."""

    def __init__(self) -> None:
        self._parts: dict[Group, MemoryPart] = {}

    def block(self, group: Group) -> object:
        """All groups may be run together."""
        return None

    def add(self, pack: Pack) -> None:
        """Take finished groups."""
        self._parts[pack.groups[0]] = MemoryPart(parts_tables([pack]))

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
    whole : groups of the whole study, by which parts are laid out; those still to run by default.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Mapping[str, Any],
        planned: Iterable[Group],
        runs_per_group: int,
        waiting: Iterable[GroupFile] = (),
        whole: int = 0,
    ) -> None:
        self.folder, self._manifest, self._each = folder, {**manifest, "parts": ()}, runs_per_group
        self._size = max(1, runs_in_a_part(whole * runs_per_group) // runs_per_group)
        self._own = mark_of(manifest, 0)
        self._pending: dict[tuple[int, int], dict[Group, Piece]] = {}
        self._expected: dict[tuple[int, int], int] = {}
        for file in waiting:
            first = Group(*min(file.groups))
            self._pending.setdefault(self.block(first), {})[first] = file
            self._expect(first, len(file.groups))
        for group in planned:
            self._expect(group, 1)
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="gpssim-disk")
        self._under_way: list[Future[None]] = []
        self._not_synced: list[Path] = []
        self._synced_at = monotonic()

    def _expect(self, group: Group, groups: int) -> None:
        self._expected[self.block(group)] = self._expected.get(self.block(group), 0) + groups

    def block(self, group: Group) -> tuple[int, int]:
        """What groups have in common that share a part: replications of the own world in blocks, sampled worlds in blocks."""
        return (0, group.replication // self._size) if group.world == 0 else (1 + group.world // self._size, group.replication)

    def _mark(self, group: Group) -> str:
        return mark_of(self._manifest, group.world) if group.world else self._own

    def add(self, pack: Pack) -> None:
        """Take finished groups of one block: they are in a file when this returns, and their part is written when it is complete.

        A group with a run that its surroundings spoilt stays in its file, so that it can be tried again and replaced.

        Raises
        ------
        StudyError : the disk takes no more; what was taken before is there.
        """
        first = pack.groups[0]
        with writing(self.folder):
            path = self._file(first)
            put(path, single_bytes(pack.places, pack.data, name_of(*first), self._mark(first)), synced=False)
            if pack.spoilt:
                self._later(self._sync_together, path)
                return
            block = self.block(first)
            pending = self._pending.setdefault(block, {})
            pending[first] = pack
            if self._is_full(block, pending):
                self._expected[block] -= sum(map(_groups, pending.values()))
                self._later(self._join, self._pending.pop(block))
            else:
                self._later(self._sync_together, path)

    def _is_full(self, block: tuple[int, int], pending: Mapping[Group, Piece]) -> bool:
        """Whether all that was expected is there, or more than should wait in memory."""
        groups = sum(map(_groups, pending.values()))
        if groups == self._expected[block]:
            return True
        held = sum(len(piece.data) for piece in pending.values() if isinstance(piece, Pack))
        return held > BYTES_IN_A_PART and groups * self._each >= RUNS_IN_A_PART

    def lose(self, group: Group) -> None:
        """Nothing is known about a group; nor is what an earlier attempt left of it."""
        with writing(self.folder):
            self._file(group).unlink(missing_ok=True)

    def _file(self, group: Group) -> Path:
        return self.folder / FINISHED / f"{name_of(*group)}.arrow"

    def _later(self, do: Any, *given: Any) -> None:
        """Have the thread do it; errors of what it did before are raised here, and it is never far behind."""
        while self._under_way and (self._under_way[0].done() or len(self._under_way) > BEHIND):
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

    def _join(self, pending: Mapping[Group, Piece]) -> None:
        """Write a part: its tables, then its runs with a seal, each synced; then take away the files of its groups."""
        first, tables, files = min(pending), parts_tables([pending[group] for group in sorted(pending)]), {}
        runs, name = tables.pop(RUNS), name_of(*first)
        for table, rows in tables.items():
            data = parquet_of(rows)
            put(self.folder / table / f"{name}.parquet", data, synced=True)
            files[table] = (len(data), bytes_digest(data))
        put(self.folder / RUNS / f"{name}.parquet", parquet_of(sealed(runs, name, self._mark(first), files)), synced=True)
        for table in (*files, RUNS, ""):
            sync(self.folder / table)
        for group in (Group(*group) for piece in pending.values() for group in piece.groups):
            self._file(group).unlink(missing_ok=True)

    def parts(self) -> list[Part]:
        """What is there."""
        return folder_parts(self.folder, self._manifest)


def _groups(piece: Piece) -> int:
    return len(piece.groups)


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
