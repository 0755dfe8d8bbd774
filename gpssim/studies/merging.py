"""Shards joined into the study that they are parts of: their files are checked, and copied as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gpssim.errors import StudyError
from gpssim.files.places import place_of
from gpssim.records.folder import FolderPart
from gpssim.records.parts import RUNS
from gpssim.records.results import Results
from gpssim.records.seals import MARK
from gpssim.studies.durable import put, writing
from gpssim.studies.finding import Found, found, manifest_in, no_study
from gpssim.studies.identity import another_study, short
from gpssim.studies.lock import sole_writer
from gpssim.studies.provenance import provenance
from gpssim.studies.session import OF_AN_END, ended
from gpssim.studies.shards import SHARD, SHARDS, Shard, shard_in
from gpssim.studies.store import write_manifest

ALIKE = (MARK, "uncertain", "luck", "drawn", "own", "design", "variables")
"""What all shards of one study say alike, beside what identifies it."""


def merged(folders: str | Path | Iterable[str | Path], out: str | Path | None = None) -> Results:
    """The study that was made in shards, as if it had been made at once: the same digest.

    Parameters
    ----------
    folders : the folders of all its shards in any order; or the folder of the study, if its shards lie in ``shards`` in it.
    out : where it goes; the study's folder by default, where one was given.

    Returns
    -------
    The results of the whole study.

    Raises
    ------
    StudyError : a shard is missing, unfinished, damaged, there twice, or of another study; or ``out`` holds something else.
    """
    places = [place_of(folders)] if isinstance(folders, str | Path) else [place_of(one) for one in folders]
    target = _target(places, out)
    shards = _whole([_Read.of(folder) for place in places for folder in _inside(place)])
    there = manifest_in(target)
    if there is not None and (there.get(SHARD) or another_study(there, shards[0].manifest) or not there.get("complete")):
        raise StudyError(f"{target} holds something else than this study: choose another folder")
    if there is not None:
        return Results(target)
    with sole_writer(target), writing(target):
        return _joined(shards, target)


@dataclass(frozen=True)
class _Read:
    """A shard as it lies in its folder."""

    folder: Path
    shard: Shard
    manifest: Mapping[str, Any]

    @classmethod
    def of(cls, folder: Path) -> _Read:
        manifest = manifest_in(folder)
        shard = None if manifest is None else shard_in(manifest)
        if manifest is None or shard is None:
            raise no_study(folder, "shard of a study")
        if not manifest.get("complete"):
            raise StudyError(f"shard {shard} in {folder} is not finished: run it again to continue it")
        return cls(folder, shard, manifest)


def _inside(place: Path) -> Sequence[Path]:
    """The folders of shards in the folder of a study, or the folder itself."""
    if (place / SHARDS).is_dir():
        return sorted(folder for folder in (place / SHARDS).iterdir() if folder.is_dir() and not folder.name.startswith("."))
    return [place]


def _target(places: Sequence[Path], out: str | Path | None) -> Path:
    if out is not None:
        return place_of(out)
    if len(places) != 1:
        raise StudyError("the folder for the whole study is needed (out=...)")
    return places[0]


def _whole(shards: Sequence[_Read]) -> list[_Read]:
    """All shards in their order.

    Raises
    ------
    StudyError : they do not make up one study.
    """
    if not shards:
        raise StudyError("there are no shards to merge")
    first, by_number = shards[0], dict[int, _Read]()
    for one in shards:
        why = _difference(first.manifest, one.manifest)
        if why:
            raise StudyError(f"{one.folder} is of another study than {first.folder}: {why}")
        if one.shard.number in by_number:
            raise StudyError(f"shard {one.shard} is there twice: in {by_number[one.shard.number].folder} and in {one.folder}")
        by_number[one.shard.number] = one
    missing = [str(n) for n in range(1, first.shard.of_all + 1) if n not in by_number]
    if missing:
        told = ", ".join(missing[:10]) + (f" and {len(missing) - 10} more" if len(missing) > 10 else "")
        raise StudyError(f"of {first.shard.of_all} shards these are missing: {told}")
    return [by_number[number] for number in sorted(by_number)]


def _difference(there: Mapping[str, Any], here: Mapping[str, Any]) -> str:
    """In what two shards are not of one study; empty where they are."""
    why = another_study(there, here)
    if why:
        return why
    for name, (old, new) in {name: (there.get(name), here.get(name)) for name in ALIKE}.items():
        if old != new:
            return f"{name} is {short(old)} there and {short(new)} here"
    old, new = ({**manifest[SHARD], "number": 0} for manifest in (there, here))
    return next((f"{name} is {old[name]} there and {new[name]} here" for name in old if old[name] != new.get(name)), "")


def _joined(shards: Sequence[_Read], target: Path) -> Results:
    sound = [_sound(one) for one in shards]  # before anything is written
    begun = {name: value for name, value in shards[0].manifest.items() if name not in (*OF_AN_END, SHARD)}
    size = shards[0].manifest[SHARD]
    planned = size["replications"] + size["worlds"] * size["world_replications"]
    manifest = {**begun, **provenance(), "complete": False, "aborted": [], "planned": planned}
    write_manifest(target, manifest)
    for known in sound:
        _copy(known, target)
    parts = found(target).parts
    manifest = ended(manifest, parts)
    write_manifest(target, manifest)
    return Results.of(parts, manifest)


def _sound(one: _Read) -> Found:
    """What is in the folder of a shard, every file of it read."""
    known = found(one.folder)
    if known.damaged:
        raise StudyError(f"shard {one.shard} in {one.folder} is damaged: {next(iter(known.damaged.values()))}; run it again")
    return known


def _copy(known: Found, target: Path) -> None:
    """The files of a shard, the seal of each part last."""
    for part in known.parts:
        if not isinstance(part, FolderPart):
            raise StudyError(f"{part!r} is not finished: run the shard again to continue it")
        for table in (*(name for name in part.stored() if name != RUNS), RUNS):
            put(target / table / f"{part.name}.parquet", part.path(table).read_bytes(), synced=True)
