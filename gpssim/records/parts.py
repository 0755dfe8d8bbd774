"""What results are made of: parts of a study, each with every table of some runs.

In a folder written by a study::

    folder/manifest.json                       what was run, with what, and how it ended
    folder/finished/w0000-r00003.arrow         everything of one replication that is finished, until its part is full
    folder/runs/w0000-r00000.parquet           one row a run; written last, so that a part counts only when it is whole
    folder/monthly/w0000-r00000.parquet        one file for each table of ``records.tables``

Files of other names, such as those that systems and clouds leave (``.DS_Store``, ``w0000-r00000 (1).parquet``), are not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from gpssim.errors import unknown

if TYPE_CHECKING:
    import pyarrow as pa

RUN_KEYS: Final = ("policy", "closure", "world", "replication")
RUNS: Final = "runs"


class Part(Protocol):
    """Some runs of a study, whole."""

    def names(self) -> list[str]:
        """The tables that are there."""

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A table of these runs, run keys first; ``columns`` names the others that are wanted (all by default)."""


@dataclass(frozen=True, slots=True)
class MemoryPart:
    """Runs whose tables are at hand."""

    tables: Mapping[str, pa.Table]

    def names(self) -> list[str]:
        """See :meth:`Part.names`."""
        return list(self.tables)

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """See :meth:`Part.table`."""
        if name not in self.tables:
            raise unknown("table", name, self.tables)
        return selected(self.tables[name], name, columns)


def selected(whole: pa.Table, name: str, columns: Sequence[str] | None) -> pa.Table:
    """The columns asked for of a table, run keys first."""
    return whole if columns is None else whole.select(chosen(name, columns, whole.column_names))


def chosen(name: str, columns: Sequence[str], known: Sequence[str]) -> list[str]:
    """Names of columns, those of run keys first.

    Raises
    ------
    UnknownNameError : the table has no such column.
    """
    for column in columns:
        if column not in known:
            raise unknown(f"column of table {name!r}:", column, known)
    keys = [k for k in RUN_KEYS if k in known]
    return [*keys, *(c for c in dict.fromkeys(columns) if c not in keys)]
