"""Failed runs taken out of a folder, so that they are made again; everything else of their parts stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gpssim.files.writing import sync
from gpssim.records.folder import FolderPart, name_of
from gpssim.records.parts import RUNS, Part
from gpssim.records.runs import SUCCEEDED, runs_of
from gpssim.records.seals import mark_of
from gpssim.records.single import FINISHED, GroupFile, single_bytes, written
from gpssim.studies.durable import put, writing
from gpssim.studies.finding import Found, found, manifest_in, no_study
from gpssim.studies.lock import sole_writer
from gpssim.studies.session import OF_AN_END
from gpssim.studies.store import write_manifest
from gpssim.studies.tasks import Group

if TYPE_CHECKING:
    import pyarrow as pa


def failed_in(folder: Path) -> list[Group]:
    """Groups with a run that did not succeed."""
    return sorted({group for part in found(folder).parts for group in _failed(runs_of(part))})


def cleared(folder: Path) -> int:
    """Take the groups with a failed run out of a folder; the study that is run again there makes them anew.

    A part that holds one is taken apart: each group that succeeded gets a file of its own first, then the part goes. Whenever the
    process ends, every run that succeeded is in the one or in the other.

    Returns
    -------
    How many groups were taken out.

    Raises
    ------
    StudyError : no study there, somebody else writes it, or the disk takes no more.
    """
    if manifest_in(folder) is None:
        raise no_study(folder)
    with sole_writer(folder), writing(folder):
        known = found(folder)
        apart = {part: bad for part in known.parts if (bad := _failed(runs_of(part)))}
        if apart and known.manifest:
            said = {name: value for name, value in known.manifest.items() if name not in OF_AN_END}
            write_manifest(folder, {**said, "complete": False})
        for part, bad in apart.items():
            _take_apart(folder, known, part, bad)
    return sum(map(len, apart.values()))


def _failed(runs: pa.Table) -> set[Group]:
    rows = runs.select(["world", "replication", "status"]).to_pylist()
    return {Group(row["world"], row["replication"]) for row in rows if row["status"] != SUCCEEDED}


def _take_apart(folder: Path, known: Found, part: Part, bad: set[Group]) -> None:
    import pyarrow.compute as pc

    assert isinstance(part, GroupFile | FolderPart)
    whole = part.stored() if isinstance(part, GroupFile) else {name: part.table(name) for name in (RUNS, *part.stored())}
    rows = whole[RUNS].select(["world", "replication"]).to_pylist()
    files = {_file(folder, group) for group in bad} | ({part.path} if isinstance(part, GroupFile) else set())
    for group in sorted({Group(row["world"], row["replication"]) for row in rows} - bad, reverse=True):
        tables = {
            name: table.filter(pc.and_(pc.equal(table["world"], group.world), pc.equal(table["replication"], group.replication)))
            for name, table in whole.items()
        }
        kept = written({name: table for name, table in tables.items() if name == RUNS or table.num_rows})
        mark = mark_of(known.manifest or {}, group.world)
        put(_file(folder, group), single_bytes(*kept, name_of(*group), mark), synced=True)
        files.discard(_file(folder, group))  # the first group's own takes the place of the file of all
    sync(folder / FINISHED)
    for file in files:
        file.unlink(missing_ok=True)
    if isinstance(part, FolderPart):
        for name in part.stored():  # the seal first: what is left without it is no part
            (folder / name / f"{part.name}.parquet").unlink(missing_ok=True)


def _file(folder: Path, group: Group) -> Path:
    return folder / FINISHED / f"{name_of(*group)}.arrow"
