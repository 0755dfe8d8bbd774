"""A study brought to its end: what a folder holds already is kept, what is missing is run, and the manifest says what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

from gpssim.errors import StudyError
from gpssim.processes import at_once, crew
from gpssim.records.folder import FolderPart
from gpssim.records.parts import Part
from gpssim.records.points import n_points, point_of
from gpssim.records.results import Limits, Results
from gpssim.records.runs import ABORTED, SUCCEEDED, run_account
from gpssim.records.seals import MARK, new_mark
from gpssim.studies.executing import Lost, execute
from gpssim.studies.finding import Found, found, manifest_in, tell_damage, tidied
from gpssim.studies.identity import another_study, short
from gpssim.studies.lock import sole_writer, unlocked
from gpssim.studies.months import Months, told_to
from gpssim.studies.progress import Bar, Progress, Tick, shown
from gpssim.studies.provenance import provenance
from gpssim.studies.store import FolderStore, MemoryStore, write_manifest
from gpssim.studies.tasks import Group, Job

Manifest = dict[str, Any]
DRAWN: Final = ("uncertain", "drawn", "own", "luck", "design", "variables")
"""Entries of the manifest about sampled worlds."""
OF_AN_END: Final = ("parts", "digest", "digests", "status")
"""Entries of the manifest that say how the study ended, last time."""
Store = FolderStore | MemoryStore


class Unfinished(Protocol):
    """A study as it is seen from here: what identifies it, its groups of runs, and what runs one of them."""

    @property
    def workers(self) -> int | None: ...

    @property
    def replications(self) -> int: ...

    @property
    def world_replications(self) -> int: ...

    @property
    def n_worlds(self) -> int: ...

    @property
    def description(self) -> Manifest: ...

    @property
    def groups(self) -> Sequence[Group]: ...

    @property
    def runs_per_group(self) -> int: ...

    def job(self) -> Job: ...


class StudyInterrupted(KeyboardInterrupt):
    """Ctrl-C while a study ran; the message says what is kept and how to go on.

    Attributes
    ----------
    kept, of : replications whose runs are in the folder, and those of the whole study; 0 where there is no folder.
    """

    def __init__(self, message: str, kept: int = 0, of: int = 0) -> None:
        super().__init__(message)
        self.kept, self.of = kept, of


def finished(study: Unfinished, folder: Path | None, progress: Progress, executor: Executor | None) -> Results:
    """Run what is not in the folder yet (everything, where there is none), and return the study's results."""
    if folder is None:
        session = _Session(study, None, MemoryStore(), study.description)
        return Results.of(*session.go(study.groups, progress, executor))
    there = manifest_in(folder)
    continued(there, study.description, folder)  # another study is refused before anything is made or locked
    if there is not None and there.get("complete"):
        known = found(folder)
        if not _missing(study, known) and not known.damaged:
            unlocked(folder)
            return _asked_for(study, known, Results.of(known.parts, continued(there, study.description, folder)))
    with sole_writer(folder):
        return _continued_in(study, folder, progress, executor)


def _continued_in(study: Unfinished, folder: Path, progress: Progress, executor: Executor | None) -> Results:
    """The same in a folder that nobody else writes; it is looked through once more, for somebody may just have left it."""
    known = found(folder)
    manifest = continued(known.manifest, study.description, folder)
    tell_damage(folder, known.damaged)
    tidied(folder, known)
    missing = _missing(study, known)
    store = FolderStore(folder, manifest, missing, study.runs_per_group, known.waiting)
    session = _Session(study, folder, store, manifest, n_done=len(study.groups) - len(missing))
    return _asked_for(study, known, Results.of(*session.go(missing, progress, executor)))


def _missing(study: Unfinished, known: Found) -> list[Group]:
    return [group for group in study.groups if group not in known.done]


def _asked_for(study: Unfinished, known: Found, results: Results) -> Results:
    """The replications that were asked for, where the folder holds more."""
    limits = Limits(study.replications, study.n_worlds, study.world_replications)
    return results.only(limits) if known.done - {*study.groups} else results


def continued(there: Mapping[str, Any] | None, here: Manifest, folder: Path | None) -> Manifest:
    """The manifest of the study as it will be: that of the folder, if it is the same study, with worlds added where it had none.

    Raises
    ------
    StudyError : the folder holds another study.
    """
    if there is None:
        return {**here, MARK: new_mark(here)}
    why = another_study(there, here)
    n_there, n_here = n_points(there), n_points(here)
    difference = _other_worlds(there, here) if why is None and n_there and n_here else None
    if difference:
        field, old, new = difference
        why = f"{field} is {short(old)} there and {short(new)} here"
    if why:
        raise StudyError(f"{folder} holds another study: {why}; choose another folder")
    more: Manifest = {name: here[name] for name in DRAWN if name in here} if n_here > n_there else {}
    return {MARK: new_mark(there), **there, **more}


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


class _Session:
    """One stretch of work on a study, from its start to its end or to Ctrl-C."""

    def __init__(self, study: Unfinished, folder: Path | None, store: Store, manifest: Manifest, n_done: int = 0) -> None:
        self.study, self.folder, self.store, self.n_done = study, folder, store, n_done
        begun = {name: value for name, value in manifest.items() if name not in OF_AN_END}
        self.n_groups = len(study.groups)
        self.manifest = {**begun, **provenance(), "complete": False, "aborted": [], "planned": self.n_groups}

    def go(self, missing: Sequence[Group], progress: Progress, executor: Executor | None) -> tuple[list[Part], Manifest]:
        """Run the missing groups; returns all parts and the manifest with how it ended."""
        try:
            self._say()
            self._work(missing, progress, executor)
            self.store.flush()
            parts = self.store.parts()
            self.manifest = _ended(self.manifest, parts)
            self._say()
        except KeyboardInterrupt:
            raise self._interrupted() from None
        finally:
            self.store.settle()
        return parts, self.manifest

    def _work(self, missing: Sequence[Group], progress: Progress, executor: Executor | None) -> None:
        each, total = self.study.runs_per_group, self.n_groups * self.study.runs_per_group
        done = self.n_done * each
        several = workers_of(self.study) if executor is None else at_once(self.study.workers, self.n_groups)
        with (
            shown(progress) as tick,
            self._months_told(tick, several, executor) as begin,
            closing(execute(self.study.job(), missing, several, executor)) as ended,
        ):
            tick(done, total)
            begin(done)
            for group, outcome in ended:
                if isinstance(tick, Bar):
                    tick.fail(each if isinstance(outcome, Lost) else sum(row["status"] != SUCCEEDED for row in outcome.accounts))
                if isinstance(outcome, Lost):
                    self.store.lose(group)
                    self.manifest["aborted"] += self._aborted(group, outcome.reason)
                else:
                    self.store.add(group, outcome)
                    self.n_done += all(row["status"] != ABORTED for row in outcome.accounts)
                done += each
                tick(done, total)
                begin(done)

    @contextmanager
    def _months_told(self, tick: Tick, several: int, executor: Executor | None) -> Iterator[Callable[[int], None]]:
        """Where runs are made in this process and a bar is shown, it moves month by month; what to call when a group begins."""
        if executor is not None or several > 1 or not isinstance(tick, Bar):
            yield lambda _done: None
            return
        scenario, each = self.study.job().scenario, self.study.runs_per_group
        months = Months(tick, self.n_groups * each, each, scenario.warm_up + each * scenario.months)
        with told_to(months):
            yield months.begin

    def _aborted(self, group: Group, reason: str) -> list[dict[str, Any]]:
        """Rows of ``runs`` for a group whose worker died; they are kept in the manifest, so that continuing tries them again."""
        job = self.study.job()
        said = {"status": ABORTED, "stage": "worker", "reason": reason, "seconds": None}
        return [run_account({}, **keys, **said) for keys in job.keys(group)]

    def _say(self) -> None:
        """The manifest as it stands: of an unfinished study, so that whoever finds the folder knows, or of a finished one."""
        if self.folder:
            write_manifest(self.folder, self.manifest)

    def _interrupted(self) -> StudyInterrupted:
        if not self.folder:
            return StudyInterrupted("interrupted; nothing is kept: give the study a folder (out=...) to be able to continue")
        n = self.n_done
        said = f"interrupted: {n} of {self.n_groups} replications are in {self.folder}; run the same study again to continue"
        return StudyInterrupted(said, n, self.n_groups)


def _ended(manifest: Manifest, parts: Sequence[Part]) -> Manifest:
    """The manifest with how it ended: counts, digests, parts."""
    results = Results.of(parts, manifest)
    status = {str(k): int(n) for k, n in results.runs["status"].value_counts().items()}
    return {
        **manifest,
        "complete": ABORTED not in status,
        "status": status,
        "replications": int(results.runs.loc[results.runs["world"] == 0, "replication"].nunique()),
        "digest": results.digest,
        "digests": results.digests,
        "parts": [part.name for part in parts if isinstance(part, FolderPart)],
    }


def workers_of(study: Unfinished) -> int:
    """Processes to use: as asked, else one for each core that this process may use, never more than there is work for."""
    return crew(study.workers, len(study.groups))
