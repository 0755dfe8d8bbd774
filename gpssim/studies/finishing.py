"""A study brought to its end: what a folder holds already is kept, what is missing is run, and the manifest says what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from gpssim.errors import StudyError
from gpssim.records.points import n_points, point_of
from gpssim.records.results import Limits, Results
from gpssim.records.seals import MARK, new_mark
from gpssim.studies.executors import RunsOn, executor_of
from gpssim.studies.executors.base import Lent
from gpssim.studies.finding import Found, found, manifest_in, tell_damage, tidied
from gpssim.studies.identity import another_study, short
from gpssim.studies.lock import sole_writer, unlocked
from gpssim.studies.progress import Progress
from gpssim.studies.session import Asked, Manifest, Session, Unfinished
from gpssim.studies.shards import SHARD, Shard, shard_in
from gpssim.studies.store import FolderStore, MemoryStore
from gpssim.studies.tasks import Group

DRAWN: Final = ("uncertain", "drawn", "own", "luck", "design", "variables")
"""Entries of the manifest about sampled worlds."""


def finished(
    study: Unfinished, folder: Path | None, progress: Progress, place: RunsOn | Lent, shard: Shard | None = None
) -> Results:
    """Run what is not in the folder yet (everything, where there is none), and return the study's results."""
    asked = Asked.of(study, folder, shard)
    if asked.folder is None:
        place.check()
        session = Session(asked, MemoryStore(), asked.description)
        return Results.of(*session.go(asked.groups, len(asked.groups), progress, place))
    there = manifest_in(asked.folder)
    continued(there, asked.description, asked.folder)  # another study is refused before anything is made or locked
    if there is not None and there.get("complete"):
        known = found(asked.folder)
        if not any(_missing(asked, known)) and not known.damaged:
            unlocked(asked.folder)
            return _asked_for(asked, known, Results.of(known.parts, continued(there, asked.description, asked.folder)))
    place.check()
    with sole_writer(asked.folder):
        return _continued_in(asked, progress, place)


def _continued_in(asked: Asked, progress: Progress, place: RunsOn | Lent) -> Results:
    """The same in a folder that nobody else writes; it is looked through once more, for somebody may just have left it."""
    assert asked.folder is not None
    known = found(asked.folder)
    manifest = continued(known.manifest, asked.description, asked.folder)
    tell_damage(asked.folder, known.damaged)
    tidied(asked.folder, known)
    n_missing = sum(1 for _ in _missing(asked, known))
    n_all, each = len(asked.groups), asked.study.runs_per_group
    store = FolderStore(asked.folder, manifest, _missing(asked, known), each, known.waiting, n_all)
    session = Session(asked, store, manifest, n_done=n_all - n_missing)
    return _asked_for(asked, known, Results.of(*session.go(_missing(asked, known), n_missing, progress, place)))


def _missing(asked: Asked, known: Found) -> Iterator[Group]:
    return (group for group in asked.groups if group not in known.done)


def _asked_for(asked: Asked, known: Found, results: Results) -> Results:
    """The replications that were asked for, where the folder holds more."""
    study = asked.study
    limits = Limits(study.replications, study.n_worlds, study.world_replications)
    return results.only(limits) if any(group not in asked.groups for group in known.done) else results


def continued(there: Mapping[str, Any] | None, here: Manifest, folder: Path | None) -> Manifest:
    """The manifest of the study as it will be: that of the folder, if it is the same study, with worlds added where it had none.

    Raises
    ------
    StudyError : the folder holds another study.
    """
    if there is None:
        return {**here, MARK: new_mark(here)}
    why = another_study(there, here) or _other_shard(there, here)
    n_there, n_here = n_points(there), n_points(here)
    difference = _other_worlds(there, here) if why is None and n_there and n_here else None
    if difference:
        field, old, new = difference
        why = f"{field} is {short(old)} there and {short(new)} here"
    if why:
        raise StudyError(f"{folder} holds another study: {why}; choose another folder")
    more: Manifest = {name: here[name] for name in DRAWN if name in here} if n_here > n_there else {}
    return {MARK: new_mark(there), **there, **more}


def _other_shard(there: Mapping[str, Any], here: Mapping[str, Any]) -> str | None:
    """Why a folder does not hold this shard, or this whole study."""
    old, new = ("the whole study" if shard is None else f"shard {shard}" for shard in (shard_in(there), shard_in(here)))
    if old == new and there.get(SHARD) != here.get(SHARD):
        return f"{old} of a study of another size"
    return None if old == new else f"it is {old} there and {new} here"


def _other_worlds(there: Mapping[str, Any], here: Manifest) -> tuple[str, Any, Any] | None:
    """In what the sampled worlds of a folder differ from those of the study: what is uncertain, whose luck, their number or values.

    A design whose first points are those of a smaller one (a sequence, a list with points added) can be extended.
    """
    for name in ("uncertain", "luck"):
        if there.get(name) != here.get(name):
            return name, there.get(name), here.get(name)
    both = min(n_points(there), n_points(here))
    for world in range(1, both + 1):
        old, new = point_of(there, world), point_of(here, world)
        if old != new and n_points(there) != n_points(here):
            return "worlds", n_points(there), n_points(here)
        if old != new:
            return f"world {world}", old, new
    return None


def workers_of(study: Unfinished, on: str | RunsOn | None = None) -> int:
    """How many groups are run at once: by processes as asked, else one for each core that this process may use, never more than
    there is work for; 0 where nobody knows, as on a cluster.

    Parameters
    ----------
    on : where it runs, in place of the study's own.
    """
    place = executor_of(study.on if on is None else on)
    n = len(study.groups)
    return 1 if place.alone(study.workers, n) else place.at_once(study.workers, n)
