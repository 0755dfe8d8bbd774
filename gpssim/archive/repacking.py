"""The parts of a study joined to fewer and packed more tightly; a folder of them is a study as any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from gpssim.records.folder import FolderPart, name_of
from gpssim.records.parts import RUNS, Part
from gpssim.records.runs import groups_in, runs_of
from gpssim.records.seals import bytes_digest, mark_of, sealed

if TYPE_CHECKING:
    import pyarrow as pa

LEVEL: Final = 19
"""Of Zstandard: slow to write, once, and as quick to read as any."""
TOGETHER: Final = 64_000_000
"""Bytes of the files that are joined to one part, at most: as much is in memory."""


def repacked(parts: Sequence[Part], manifest: Mapping[str, Any]) -> Iterator[tuple[str, str, bytes]]:
    """The parts of a study, joined: table, name of its part, and the bytes of its file, part by part, runs last.

    Parts of the scenario's own world and of sampled ones stay apart, as the seal of a part is that of its first world.
    """
    for joined in _together(parts):
        runs = _one(runs_of(part) for part in joined)
        first = min(groups_in(runs))
        name, files = name_of(*first), {}
        for table in dict.fromkeys(table for part in joined for table in part.names() if table != RUNS):
            rows = _one(part.table(table) for part in joined if table in part.names())
            if not rows.num_rows:
                continue  # a table without rows has no file
            data = _packed(rows)
            files[table] = (len(data), bytes_digest(data))
            yield table, name, data
        yield RUNS, name, _packed(sealed(runs, name, mark_of(manifest, first[0]), files))


def _together(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Parts that are joined: of one kind of world, and not too many."""
    waiting: list[Part] = []
    size, sampled = 0, False
    for part in parts:
        own, bytes_of = _sampled(part), _size(part)
        if waiting and (own != sampled or size + bytes_of > TOGETHER):
            yield waiting
            waiting, size = [], 0
        waiting.append(part)
        size, sampled = size + bytes_of, own
    if waiting:
        yield waiting


def _sampled(part: Part) -> bool:
    return min(groups_in(runs_of(part)))[0] > 0


def _size(part: Part) -> int:
    if not isinstance(part, FolderPart):
        return 0
    files = (part.path(table) for table in part.names())
    return sum(file.stat().st_size for file in files if file.exists())  # a table without rows has no file


def _one(tables: Iterable[pa.Table]) -> pa.Table:
    import pyarrow as pa

    return pa.concat_tables(
        [table.replace_schema_metadata() for table in tables], promote_options="permissive"
    ).unify_dictionaries()


def _packed(table: pa.Table) -> bytes:
    """A table as one Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    labels = [field.name for field in table.schema if pa.types.is_dictionary(field.type) or pa.types.is_string(field.type)]
    how = {"compression": "zstd", "compression_level": LEVEL, "write_statistics": False}
    sink = pa.BufferOutputStream()
    pq.write_table(table.combine_chunks(), sink, use_dictionary=labels, row_group_size=max(1, table.num_rows), **how)
    return bytes(sink.getvalue())
