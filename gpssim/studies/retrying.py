"""Failed runs taken out of a folder, so that they are made again; everything else of their parts stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gpssim.errors import StudyError
from gpssim.files.writing import sync
from gpssim.records.folder import FolderPart, name_of
from gpssim.records.parts import RUNS
from gpssim.records.runs import SUCCEEDED, runs_of
from gpssim.records.seals import mark_of
from gpssim.records.single import FINISHED, GroupFile, single_bytes
from gpssim.studies.durable import put, writing
from gpssim.studies.finding import Found, found, manifest_in
from gpssim.studies.finishing import OF_AN_END
from gpssim.studies.lock import sole_writer
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
        raise StudyError(f"{folder} holds no study")
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


def _take_apart(folder: Path, known: Found, part: object, bad: set[Group]) -> None:
    import pyarrow.compute as pc

    if isinstance(part, GroupFile):
        for group in bad:
            (folder / FINISHED / f"{name_of(*group)}.arrow").unlink(missing_ok=True)
        return
    assert isinstance(part, FolderPart)
    whole = {name: part.table(name) for name in (RUNS, *part.names())}
    rows = whole[RUNS].select(["world", "replication"]).to_pylist()
    for group in sorted({Group(row["world"], row["replication"]) for row in rows} - bad):
        tables = {
            name: table.filter(pc.and_(pc.equal(table["world"], group.world), pc.equal(table["replication"], group.replication)))
            for name, table in whole.items()
        }
        kept = {name: table for name, table in tables.items() if name == RUNS or table.num_rows}
        mark = mark_of(known.manifest or {}, group.world)
        put(folder / FINISHED / f"{name_of(*group)}.arrow", single_bytes(kept, name_of(*group), mark), synced=True)
    sync(folder / FINISHED)
    for name in (RUNS, *part.names()):  # the seal first: what is left without it is no part
        (folder / name / f"{part.name}.parquet").unlink(missing_ok=True)
