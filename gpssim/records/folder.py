"""A folder of results is checked, not believed: its files are known by their names, their seals and their digests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gpssim.errors import NotReadError, StudyError, unknown
from gpssim.records.digest import table_digest
from gpssim.records.parts import RUNS, Part, chosen, selected
from gpssim.records.refused import readable
from gpssim.records.runs import LATER, RUN_SCHEMA, empty_table, groups_in, wrong_values
from gpssim.records.seals import Seal, bytes_digest, mark_of, seal_of
from gpssim.records.single import FINISHED, GroupFile
from gpssim.records.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

ASIDE: Final = "damaged"
"""The folder to which files are moved that were found damaged, and whose runs were run again."""
KEPT: Final = 64
"""Runs of a part of which it remembers the rows."""
NAME: Final = re.compile(r"w(\d{4,})-r(\d{5,})")


class FolderPart:
    """Runs in the Parquet files of one name, one file a table; a file is compared with its digest when it is first read."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self._seen: set[str] = set()
        self._runs: pa.Table | None = None

    def __repr__(self) -> str:
        return f"FolderPart({str(self.folder)!r}, {self.name!r})"

    def path(self, table: str) -> Path:
        """The file of a table."""
        return self.folder / table / f"{self.name}.parquet"

    @property
    def runs(self) -> pa.Table:
        """One row a run, as stored; of many runs they are read again when they are asked for again."""
        if self._runs is None:
            runs = self._read(RUNS, None)
            if runs.num_rows > KEPT:
                return runs
            self._runs = runs
        return self._runs

    @cached_property
    def seal(self) -> Seal | None:
        """What the part says of itself."""
        return seal_of(self.runs)

    @cached_property
    def said(self) -> frozenset[str]:
        """Tables of which its runs left rows."""
        return frozenset(name for digests in self.runs["digests"].to_pylist() for name in json.loads(digests))

    @property
    def groups(self) -> frozenset[tuple[int, int]]:
        """World and replication of its runs."""
        return groups_in(self.runs)

    def names(self) -> list[str]:
        """See :meth:`Part.names`."""
        if self.seal is not None:
            return sorted([RUNS, *self.seal.files])
        return sorted(p.name for p in table_folders(self.folder) if (p / f"{self.name}.parquet").is_file())

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """See :meth:`Part.table`; only the columns asked for are read.

        Raises
        ------
        StudyError : the file is missing, cannot be read, or is not the one that was written.
        """
        if name not in self.names():
            return selected(self._absent(name), name, columns)
        if name == RUNS and columns is None:
            return self.runs
        wrong = self._wrong_file(name) if name not in self._seen else ""
        if wrong:
            raise damaged(self.folder, wrong)
        return self._read(name, columns)

    def _absent(self, name: str) -> pa.Table:
        """A table without a file: nothing of it was kept, it is lost, or there is no such table."""
        if self.seal is None and name in TABLES and name not in self.said:
            return empty_table(name)
        known = {*self.names(), *self.said, *(p.name for p in table_folders(self.folder))}
        if name in known:
            raise damaged(self.folder, f"part {self.name} of table {name!r} is missing")
        raise unknown("table", name, known)

    def _read(self, name: str, columns: Sequence[str] | None) -> pa.Table:
        import pyarrow as pa

        wrong = (pa.ArrowException, OSError)
        with suppress(NotReadError, *wrong):
            return self._rows(name, columns, threads=True)
        try:
            return self._rows(name, columns, threads=False)  # where no thread can be started, one reads alone
        except wrong:
            raise damaged(self.folder, f"part {self.name} of table {name!r} cannot be read") from None

    def _rows(self, name: str, columns: Sequence[str] | None, *, threads: bool) -> pa.Table:
        import pyarrow.parquet as pq

        place = self.path(name)
        labels = ["policy", "closure", *(c.name for c in TABLES[name].columns if c.kind == "str")] if name in TABLES else []
        with readable(place), pq.ParquetFile(place, read_dictionary=labels, pre_buffer=threads) as file:
            wanted = None if columns is None else chosen(name, columns, file.schema_arrow.names)
            return file.read(wanted, use_threads=threads)

    def fault(self, mark: str) -> str:
        """What is wrong with the part as far as can be told without reading its tables; nothing where it is whole."""
        if not self.path(RUNS).is_file():
            return f"part {self.name} is missing"
        try:
            return self._wrong_runs(mark)
        except NotReadError:
            raise
        except (StudyError, ValueError):
            return f"part {self.name} of table {RUNS!r} cannot be read"

    def _wrong_runs(self, mark: str) -> str:
        if not {*RUN_SCHEMA.names} - LATER <= {*self.runs.column_names}:
            return f"part {self.name} of table {RUNS!r} is not what the study wrote"
        if self.seal is None:
            lost = [name for name in self.said if not self.path(name).is_file()]
            return f"part {self.name} of table {min(lost)!r} is missing" if lost else ""
        if self.seal.part != self.name:
            return f"part {self.name} is a copy of part {self.seal.part}"
        if table_digest(self.runs.replace_schema_metadata(None)) != self.seal.rows:
            return f"part {self.name} of table {RUNS!r} is not what the study wrote"
        if self.seal.mark != mark:
            return f"part {self.name} is of another study"
        return next(filter(None, map(self._wrong_size, self.seal.files)), "")

    def _wrong_size(self, name: str) -> str:
        expected = self.seal.files[name][0] if self.seal else -1
        try:
            with readable(self.path(name)):
                found = self.path(name).stat().st_size
        except OSError:
            return f"part {self.name} of table {name!r} is missing"
        return "" if found == expected else f"part {self.name} of table {name!r} is not what the study wrote"

    def _wrong_file(self, name: str) -> str:
        """What is wrong with the bytes of a file; a part without seal does not know."""
        expected = self.seal.files.get(name, (0, ""))[1] if self.seal else ""
        try:
            with readable(self.path(name)):
                found = bytes_digest(self.path(name).read_bytes()) if expected else ""
        except OSError:
            return f"part {self.name} of table {name!r} is missing"
        if found != expected:
            return f"part {self.name} of table {name!r} is not what the study wrote"
        self._seen.add(name)
        return ""

    def deep_fault(self, mark: str) -> str:
        """What is wrong with the part, all of it read."""
        wrong = self.fault(mark)
        if wrong or self.seal is not None:
            return wrong or next(filter(None, map(self._wrong_file, self.seal.files if self.seal else ())), "")
        try:
            run = wrong_values(self)
        except NotReadError:
            raise
        except StudyError as error:
            return str(error).partition(": ")[2].partition(";")[0]
        return f"part {self.name} is not what the study wrote" if run else ""


def table_folders(folder: Path) -> Iterator[Path]:
    """The folders of a study in which files of tables may lie."""
    return (path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".") and path.name != ASIDE)


class Contents(NamedTuple):
    """What is in a folder: parts that are whole in the order of their runs, what is damaged, by name, and what is left over."""

    parts: list[Part]
    damaged: dict[str, str]
    left: list[Path]
    """Files of single replications whose part was written, and that nobody came to take away."""


def contents(folder: Path, manifest: Mapping[str, Any], deep: bool = False) -> Contents:
    """Everything of the study in its folder; each replication once.

    Parameters
    ----------
    deep : whether every file is read, and compared with its digest.
    """
    whole: dict[tuple[int, int], Part] = {}
    wrong: dict[str, str] = {}
    seen: set[tuple[int, int]] = set()
    left: list[Path] = []
    for at, part in _candidates(folder, manifest):
        mark = mark_of(manifest, at[0])
        fault = part.deep_fault(mark) if deep else part.fault(mark)
        groups = frozenset() if fault else part.groups
        if isinstance(part, GroupFile):
            if not fault and groups <= seen:
                left.append(part.path)
                continue
        elif groups & seen:
            fault = f"part {part.name} holds a replication once more"
        if fault:
            wrong[part.name] = fault
            continue
        whole[at] = part
        seen |= groups
    return Contents([whole[at] for at in sorted(whole)], wrong, left)


def _candidates(folder: Path, manifest: Mapping[str, Any]) -> Iterator[tuple[tuple[int, int], FolderPart | GroupFile]]:
    """Parts by their names, those that the manifest lists among them; then single replications."""
    names = {path.stem for path in _named(folder / RUNS, ".parquet")} | set(manifest.get("parts", ()))
    yield from sorted(((place(name), FolderPart(folder, name)) for name in names if NAME.fullmatch(name)), key=_first)
    files = ((place(path.stem), GroupFile(path)) for path in _named(folder / FINISHED, ".arrow"))
    yield from sorted(files, key=_first)


def _first(pair: tuple[tuple[int, int], Any]) -> tuple[int, int]:
    return pair[0]


def _named(folder: Path, ending: str) -> list[Path]:
    """Files of a folder that are named as a study names them."""
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if path.suffix == ending and NAME.fullmatch(path.stem) and path.is_file()]


def name_of(world: int, replication: int) -> str:
    """The name of a part that begins with a replication."""
    return f"w{world:04d}-r{replication:05d}"


def place(name: str) -> tuple[int, int]:
    """World and replication with which a part of that name begins."""
    found = NAME.fullmatch(name)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def folder_parts(folder: Path, manifest: Mapping[str, Any]) -> list[Part]:
    """The parts of a folder, in the order of their runs.

    Raises
    ------
    StudyError : something of the study is damaged; what, and how it is mended.
    """
    parts, wrong, _ = contents(folder, manifest)
    if wrong:
        raise damaged(folder, *wrong.values())
    return parts


def damaged(folder: Path, *faults: str) -> StudyError:
    """The error for a folder that is not as the study left it."""
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return StudyError(f"{folder} is damaged: {faults[0]}{more}; the same study run again into it mends it")
