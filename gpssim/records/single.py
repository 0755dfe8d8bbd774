"""A finished replication, or some that were run together, as one file: written at once, so that it is there whatever happens next.

The first line is the digest of the rest; the second says in JSON what the file is called and where each table lies; then come the
tables as Arrow streams. Nothing of it is ever executed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gpssim.errors import NotReadError, StudyError, unknown
from gpssim.records.parts import RUNS, selected
from gpssim.records.refused import readable
from gpssim.records.runs import empty_table, groups_in
from gpssim.records.seals import bytes_digest
from gpssim.records.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

FINISHED: Final = "finished"
"""The folder of these files."""


def written(tables: Mapping[str, pa.Table]) -> tuple[dict[str, tuple[int, int]], bytes]:
    """Tables as Arrow streams one after the other, and where each begins and how long it is."""
    import pyarrow as pa

    places, sink = {}, pa.BufferOutputStream()
    for table, rows in tables.items():
        begins = sink.tell()
        with pa.ipc.new_stream(sink, rows.schema) as stream:
            stream.write_table(rows)
        places[table] = (begins, sink.tell() - begins)
    return places, sink.getvalue().to_pybytes()


def table_in(data: memoryview, place: Sequence[int]) -> pa.Table:
    """One of the tables in such bytes, without a copy."""
    import pyarrow as pa

    begins, length = place
    return pa.ipc.open_stream(pa.py_buffer(data[begins : begins + length])).read_all()


def single_bytes(places: Mapping[str, tuple[int, int]], data: bytes, name: str, mark: str) -> bytes:
    """Finished replications as the bytes of their file.

    Parameters
    ----------
    places, data : all their tables, ``runs`` among them: see :func:`written`.
    name : that of the file.
    mark : of the study.
    """
    head = json.dumps({"part": name, "mark": mark, "tables": places}).encode() + b"\n"
    return b"\n".join((bytes_digest(head, data).encode(), head + data))


class GroupFile:
    """The runs of one replication in a file of their own."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.stem

    def __repr__(self) -> str:
        return f"GroupFile({str(self.path)!r})"

    def _content(self) -> tuple[dict[str, Any], memoryview]:
        """What the file says of itself, and its tables.

        Raises
        ------
        StudyError : it is gone, or not as it was written.
        """
        try:
            with readable(self.path):
                data = self.path.read_bytes()
        except OSError:
            raise StudyError(f"{self.path} is gone; read the results again") from None
        digest, _, rest = data.partition(b"\n")
        if bytes_digest(rest).encode() != digest:
            raise StudyError(f"{self.path} is not what the study wrote; the same study run again mends it")
        head, _, _ = rest.partition(b"\n")
        return json.loads(head), memoryview(rest)[len(head) + 1 :]

    @cached_property
    def head(self) -> dict[str, Any]:
        """Whose replication it is."""
        return self._content()[0]

    @property
    def runs(self) -> pa.Table:
        """One row a run."""
        return self.table(RUNS)

    @cached_property
    def groups(self) -> frozenset[tuple[int, int]]:
        """World and replication of its runs."""
        return groups_in(self.runs)

    def names(self) -> list[str]:
        """See :meth:`Part.names`."""
        return sorted({*TABLES, *self.head["tables"]})

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """See :meth:`Part.table`; a table without rows in this replication is an empty one."""
        return selected(self._whole(name), name, columns)

    def _whole(self, name: str) -> pa.Table:
        head, data = self._content()
        if name in head["tables"]:
            return table_in(data, head["tables"][name])
        if name in TABLES:
            return empty_table(name)
        raise unknown("table", name, self.names())

    def stored(self) -> dict[str, pa.Table]:
        """Every table that was written, ``runs`` among them."""
        return {name: self.table(name) for name in self.head["tables"]}

    def fault(self, mark: str) -> str:
        """What is wrong with the file; nothing where it is whole."""
        try:
            head = self.head
        except NotReadError:
            raise
        except StudyError:
            return f"finished replication {self.name} is not what the study wrote"
        if head["part"] != self.name:
            return f"finished replication {self.name} is a copy of {head['part']}"
        return "" if head["mark"] == mark else f"finished replication {self.name} is of another study"

    def deep_fault(self, mark: str) -> str:
        """The same: all of it is read anyway."""
        return self.fault(mark)
