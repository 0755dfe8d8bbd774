"""What a folder holds already: which study, what of it is finished, what is damaged and has to be run again."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from gpssim.errors import SaidWarning, StudyError
from gpssim.files.lines import reason_of
from gpssim.files.nearest import near
from gpssim.records.folder import ASIDE, contents, table_folders
from gpssim.records.manifest import MANIFEST, read_manifest
from gpssim.records.parts import Part
from gpssim.records.runs import ABORTED, runs_of
from gpssim.records.single import GroupFile
from gpssim.studies.durable import writing
from gpssim.studies.lock import LOCK
from gpssim.studies.tasks import Group

OF_SYSTEMS: Final = frozenset(
    ("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "@eadir", "$recycle.bin", "system volume information", "lost+found",
     "__macosx", LOCK, "study.toml", "scenario.toml", "points.csv", "shards")
)  # fmt: skip
"""What systems, clouds and an ended writer leave in a folder that is free nevertheless, and what says
which study is to come; so is what begins with ``.`` or ``~``."""


class DamageWarning(SaidWarning):
    """Something in a folder was found damaged; what the study misses is run again."""


class Found(NamedTuple):
    """What is in a folder."""

    manifest: dict[str, Any] | None = None
    parts: tuple[Part, ...] = ()
    done: frozenset[Group] = frozenset()
    damaged: Mapping[str, str] = {}
    left: tuple[Path, ...] = ()

    @property
    def waiting(self) -> list[GroupFile]:
        """Finished replications whose part is not written yet."""
        return [part for part in self.parts if isinstance(part, GroupFile) and part.groups <= self.done]


def no_study(folder: Path, what: str = "study") -> StudyError:
    """The error for a folder that holds none; of one that is not there, with the nearest one that is."""
    return StudyError(f"{folder} holds no {what}{'' if folder.exists() else near(folder, folders=True)}")


def manifest_in(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder; none where it is free.

    Raises
    ------
    StudyError : a file of that name, a folder with something else in it, or a damaged manifest.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise StudyError(f"{folder} is a file: results need a folder")
        if not folder.exists() or all(_is_nothing(path.name) for path in folder.iterdir()):
            return None
        if not (folder / MANIFEST).is_file():
            raise StudyError(f"{folder} is not empty and holds no study: choose another folder")
    except OSError as error:
        raise StudyError(f"{folder} cannot be read: {reason_of(error, folder)}") from None
    return read_manifest(folder)


def _is_nothing(name: str) -> bool:
    return name.startswith((".", "~")) or name.casefold() in OF_SYSTEMS


def found(folder: Path) -> Found:
    """Everything in a folder, every file of it compared with its digest.

    Raises
    ------
    StudyError : as :func:`manifest_in`.
    """
    manifest = manifest_in(folder)
    if manifest is None:
        return Found()
    parts, wrong, left = contents(folder, manifest, deep=True)
    done: set[Group] = set()
    for part in parts:
        rows = runs_of(part).select(["world", "replication", "status"]).to_pylist()
        spoilt = {Group(row["world"], row["replication"]) for row in rows if row["status"] == ABORTED}
        done |= {Group(row["world"], row["replication"]) for row in rows} - spoilt
    return Found(manifest, tuple(parts), frozenset(done), wrong, tuple(left))


def tell_damage(folder: Path, damaged: Mapping[str, str]) -> None:
    """Name what is damaged, and what becomes of it."""
    if damaged:
        line = "{folder} is damaged: {faults}; this is moved to the folder {aside!r} in it, and what is missing is run again"
        warnings.warn(DamageWarning(line, folder=str(folder), faults=tuple(damaged.values()), aside=ASIDE), stacklevel=6)


def tidied(folder: Path, known: Found) -> None:
    """Take away what a writer that died did not, and move damaged files out of the way: they may be somebody's other study.

    Raises
    ------
    StudyError : the system refuses it.
    """
    with writing(folder):
        for file in (*known.left, *folder.glob(f".{MANIFEST}.tmp"), *folder.glob("*/.w*.tmp")):
            file.unlink(missing_ok=True)
        for name in known.damaged:
            for table in list(table_folders(folder)):
                for ending in (".parquet", ".arrow"):
                    _move(table / f"{name}{ending}", folder / ASIDE / table.name / f"{name}{ending}")


def _move(file: Path, target: Path) -> None:
    if file.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(file, target)
