"""Where results lie: parts of a study, each with every table of some runs, in a folder of Parquet files or in memory.

::

    folder/manifest.json                       what was run, with what, and how it ended
    folder/runs/w0000-r00000.parquet           one row a run; written last, so that a part counts only when it is whole
    folder/monthly/w0000-r00000.parquet        one file for each table of ``records.tables``
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from gpssim.errors import StudyError, unknown
from gpssim.records.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

RUN_KEYS: Final = ("policy", "closure", "world", "replication")
RUNS: Final = "runs"
MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
"""Version of this layout; results of another one are refused."""


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
        whole = self.tables[name]
        return whole if columns is None else whole.select(_chosen(name, columns, whole.column_names))


@dataclass(frozen=True, slots=True)
class FolderPart:
    """Runs in the Parquet files of one name, one file a table."""

    folder: Path
    name: str

    def names(self) -> list[str]:
        """See :meth:`Part.names`."""
        return sorted(p.name for p in self.folder.iterdir() if (p / f"{self.name}.parquet").is_file())

    def path(self, table: str) -> Path:
        """The file of a table."""
        return self.folder / table / f"{self.name}.parquet"

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """See :meth:`Part.table`; only the columns asked for are read."""
        import pyarrow.parquet as pq

        path = self.path(name)
        if not path.is_file():
            raise self._missing(name)
        labels = ["policy", "closure", *(c.name for c in TABLES[name].columns if c.kind == "str")] if name in TABLES else []
        file = pq.ParquetFile(path, read_dictionary=labels)
        with file:
            return file.read(None if columns is None else _chosen(name, columns, file.schema_arrow.names))

    def _missing(self, name: str) -> Exception:
        known = [p.name for p in self.folder.iterdir() if p.is_dir()]
        if name not in known:
            return unknown("table", name, known)
        return StudyError(f"{self.folder} is damaged: part {self.name} of table {name!r} is missing")


def _chosen(name: str, columns: Sequence[str], known: Sequence[str]) -> list[str]:
    for column in columns:
        if column not in known:
            raise unknown(f"column of table {name!r}:", column, known)
    keys = [k for k in RUN_KEYS if k in known]
    return [*keys, *(c for c in dict.fromkeys(columns) if c not in keys)]


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder.

    Raises
    ------
    StudyError : no such folder, no or unreadable manifest, or a layout of another version.
    """
    if not folder.is_dir():
        raise StudyError(f"{folder} is not a folder: no results there")
    if not (folder / MANIFEST).is_file():
        raise StudyError(f"{folder} holds no study: there is no {MANIFEST} in it")
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StudyError(f"{folder / MANIFEST} cannot be read: {error}") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else None
        raise StudyError(f"{folder} is in layout {found!r}, this gpssim reads layout {FORMAT}")
    return manifest


def folder_parts(folder: Path, manifest: Mapping[str, Any]) -> list[FolderPart]:
    """The parts of a folder that are whole, by name.

    Raises
    ------
    StudyError : a part that the manifest lists is not there.
    """
    found = sorted(p.stem for p in (folder / RUNS).glob("*.parquet"))
    lost = sorted(set(manifest.get("parts", ())) - set(found))
    if lost:
        raise StudyError(f"{folder} is damaged: part {lost[0]} is missing ({len(lost)} of {len(found) + len(lost)} parts)")
    return [FolderPart(folder, name) for name in found]
