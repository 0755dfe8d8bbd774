"""A study brought to its end: what a folder holds already is kept, what is missing is run, and the manifest says what happened."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Protocol

from gpssim.errors import StudyError
from gpssim.records.parts import FolderPart
from gpssim.records.results import Limits, Results
from gpssim.records.runs import ABORTED, run_account
from gpssim.studies.executing import Lost, execute
from gpssim.studies.identity import first_difference
from gpssim.studies.progress import Progress, shown
from gpssim.studies.provenance import provenance
from gpssim.studies.store import FolderStore, MemoryStore, found, write_manifest
from gpssim.studies.tasks import Group, Job

Manifest = dict[str, Any]
DRAWN: Final = ("uncertain", "worlds", "drawn", "own")
"""Entries of the manifest about sampled worlds."""
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
    def worlds(self) -> int: ...

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
    there, done = found(folder) if folder else (None, set())
    manifest = _continued(there, study.description, folder)
    missing = [group for group in study.groups if group not in done]
    store = FolderStore(folder, missing, study.runs_per_group) if folder else MemoryStore()
    if missing or not manifest.get("complete"):
        manifest = _ended(_Session(study, folder, store, manifest).go(missing, progress, executor), store)
        if folder:
            write_manifest(folder, manifest)
    results = Results.of(store.parts(), manifest)
    return results.only(Limits(study.replications, study.worlds, study.world_replications)) if done - {*study.groups} else results


def _continued(there: Mapping[str, Any] | None, here: Manifest, folder: Path | None) -> Manifest:
    """The manifest of the study as it will be: that of the folder, if it is the same study, with worlds added where it had none.

    Raises
    ------
    StudyError : the folder holds another study.
    """
    if there is None:
        return here
    difference = first_difference(there, here)
    if difference is None and there["worlds"] and here["worlds"]:
        difference = _other_worlds(there, here)
    if difference:
        field, old, new = difference
        raise StudyError(
            f"{folder} holds another study: {field} is {_short(old)} there and {_short(new)} here; choose another folder"
        )
    return {**there, **{name: here[name] for name in DRAWN if not there["worlds"]}}


def _other_worlds(there: Mapping[str, Any], here: Manifest) -> tuple[str, Any, Any] | None:
    """In what the sampled worlds of a folder differ from those of the study: what is uncertain, their number, or their values."""
    for name, seen in (("uncertain", _same), ("worlds", len), ("drawn", _same), ("worlds", _same)):
        old, new = (seen(one.get(name, ())) for one in (there, here))
        if old != new:
            return name, old, new
    return None


def _same(value: Any) -> Any:
    return value


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


class _Session:
    """One stretch of work on a study, from its start to its end or to Ctrl-C."""

    def __init__(self, study: Unfinished, folder: Path | None, store: Store, manifest: Manifest) -> None:
        self.study, self.folder, self.store = study, folder, store
        self.manifest = {**manifest, **provenance(), "complete": False, "aborted": []}
        self.n_groups = len(study.groups)

    def go(self, missing: list[Group], progress: Progress, executor: Executor | None) -> Manifest:
        """Run the missing groups; returns the manifest with what was aborted."""
        self._say()
        try:
            self._work(missing, progress, executor)
        except KeyboardInterrupt:
            self.store.flush()
            self._say()
            raise self._interrupted() from None
        self.store.flush()
        return self.manifest

    def _work(self, missing: list[Group], progress: Progress, executor: Executor | None) -> None:
        each, total = self.study.runs_per_group, self.n_groups * self.study.runs_per_group
        done = total - len(missing) * each
        with shown(progress) as tick, closing(execute(self.study.job(), missing, workers_of(self.study), executor)) as ended:
            tick(done, total)
            for group, outcome in ended:
                if isinstance(outcome, Lost):
                    self.manifest["aborted"] += self._aborted(group, outcome.reason)
                else:
                    self.store.add(group, outcome)
                done += each
                tick(done, total)

    def _aborted(self, group: Group, reason: str) -> list[dict[str, Any]]:
        """Rows of ``runs`` for a group whose worker died; they are kept in the manifest, so that continuing tries them again."""
        job = self.study.job()
        said = {"status": ABORTED, "stage": "worker", "reason": reason, "seconds": None}
        return [run_account({}, **task.keys, **said) for task in job.tasks(group, job.sampled(group))]

    def _say(self) -> None:
        """The manifest of an unfinished study, so that whoever finds the folder knows."""
        if self.folder:
            write_manifest(self.folder, {k: v for k, v in self.manifest.items() if k != "parts"})

    def _interrupted(self) -> StudyInterrupted:
        if not self.folder:
            return StudyInterrupted("interrupted; nothing is kept: give the study a folder (out=...) to be able to continue")
        n = len(found(self.folder)[1])
        said = f"interrupted: {n} of {self.n_groups} replications are in {self.folder}; run the same study again to continue"
        return StudyInterrupted(said, n, self.n_groups)


def _ended(manifest: Manifest, store: Store) -> Manifest:
    """The manifest with how it ended: counts, digests, parts."""
    parts = store.parts()
    results = Results.of(parts, manifest)
    return {
        **manifest,
        "complete": not manifest["aborted"],
        "status": {str(k): int(n) for k, n in results.runs["status"].value_counts().items()},
        "replications": int(results.runs.loc[results.runs["world"] == 0, "replication"].nunique()),
        "digest": results.digest,
        "digests": results.digests,
        "parts": [part.name for part in parts if isinstance(part, FolderPart)],
    }


def workers_of(study: Unfinished) -> int:
    """Processes to use: as asked, else one for each core that this process may use, never more than there is work for."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(study.workers or cores, len(study.groups)))
