"""One stretch of work on a study: the groups that are missing are run and stored, and the manifest says how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, Self

from gpssim.errors import StudyError
from gpssim.processes import at_once
from gpssim.records.all_runs import counted
from gpssim.records.folder import FolderPart
from gpssim.records.parts import RUNS, Part
from gpssim.records.results import Results
from gpssim.records.runs import ABORTED, SUCCEEDED, run_account
from gpssim.studies.executing import Lost, execute
from gpssim.studies.executors import ExecutorGoneError, RunsOn
from gpssim.studies.executors.base import Lent
from gpssim.studies.months import Months, told_to
from gpssim.studies.packs import Pack
from gpssim.studies.progress import Bar, Progress, Tick, shown
from gpssim.studies.provenance import provenance
from gpssim.studies.shards import SHARD, Shard
from gpssim.studies.store import FolderStore, MemoryStore, write_manifest
from gpssim.studies.tasks import Group, Job

Manifest = dict[str, Any]
OF_AN_END: Final = ("parts", "digest", "digests", "status")
"""Entries of the manifest that say how the study ended, last time."""
Store = FolderStore | MemoryStore


class Unfinished(Protocol):
    """A study as it is seen from here: what identifies it, its groups of runs, and what runs one of them."""

    @property
    def workers(self) -> int | None: ...

    @property
    def on(self) -> str | RunsOn | None: ...

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


@dataclass(frozen=True)
class Asked:
    """What is to be run of a study, and where it goes."""

    study: Unfinished
    folder: Path | None
    groups: Sequence[Group]
    description: Manifest

    @classmethod
    def of(cls, study: Unfinished, folder: Path | None, shard: Shard | None) -> Self:
        """The whole study, or a shard of it.

        Raises
        ------
        StudyError : a shard without a folder.
        """
        if shard is None:
            return cls(study, folder, study.groups, study.description)
        if folder is None:
            raise StudyError(f"shard {shard} needs a folder for its results (out=...)")
        groups = shard.groups(study.groups)
        return cls(study, shard.folder(folder), groups, {**study.description, SHARD: shard.told(groups)})


class Session:
    """One stretch of work on a study, from its start to its end or to Ctrl-C."""

    def __init__(self, asked: Asked, store: Store, manifest: Manifest, n_done: int = 0) -> None:
        self.study, self.folder, self.store, self.n_done = asked.study, asked.folder, store, n_done
        begun = {name: value for name, value in manifest.items() if name not in OF_AN_END}
        self.n_groups = len(asked.groups)
        self.manifest = {**begun, **provenance(), "complete": False, "aborted": [], "planned": self.n_groups}

    def go(self, missing: Iterable[Group], n_missing: int, progress: Progress, place: RunsOn | Lent) -> tuple[list[Part], Manifest]:
        """Run the missing groups; returns all parts and the manifest with how it ended."""
        try:
            self._say()
            self._work(missing, n_missing, progress, place)
            self.store.flush()
            parts = self.store.parts()
            self.manifest = ended(self.manifest, parts)
            self._say()
        except KeyboardInterrupt:
            raise self._interrupted() from None
        except ExecutorGoneError as error:
            raise self._left_alone(error) from error
        finally:
            self.store.settle()
        return parts, self.manifest

    def _work(self, missing: Iterable[Group], n_missing: int, progress: Progress, place: RunsOn | Lent) -> None:
        each, total = self.study.runs_per_group, self.n_groups * self.study.runs_per_group
        done = self.n_done * each
        here = isinstance(place, RunsOn) and place.alone(self.study.workers, n_missing)
        workers = at_once(self.study.workers, self.n_groups) if isinstance(place, Lent) else self.study.workers
        under_way = 1 if here else workers if isinstance(place, Lent) else place.at_once(workers, n_missing)
        with (
            shown(progress, each, under_way or 0) as tick,
            self._months_told(tick, here) as begin,
            closing(execute(self.study.job(), missing, n_missing, workers, place, self.store.block)) as ended,
        ):
            tick(done, total)
            begin(done)
            for one in ended:
                if isinstance(tick, Bar):
                    tick.fail(each if isinstance(one, Lost) else _n_failed(one))
                if isinstance(one, Lost):
                    self.store.lose(one.group)
                    self.manifest["aborted"] += self._aborted(one.group, one.reason)
                    done += each
                else:
                    self.store.add(one)
                    self.n_done += 0 if one.spoilt else len(one.groups)
                    done += each * len(one.groups)
                tick(done, total)
                begin(done)

    @contextmanager
    def _months_told(self, tick: Tick, here: bool) -> Iterator[Callable[[int], None]]:
        """Where runs are made in this process and a bar is shown, it moves month by month; what to call when a group begins."""
        if not here or not isinstance(tick, Bar):
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

    def _left_alone(self, error: ExecutorGoneError) -> StudyError:
        """What was to run the study is gone: nothing is wrong with its runs."""
        if not self.folder:
            return StudyError(f"{error}; nothing is kept: give the study a folder (out=...) to be able to continue")
        kept = f"{self.n_done} of {self.n_groups} replications are in {self.folder}"
        return StudyError(f"{error}; {kept}; run the same study again to continue")


def ended(manifest: Manifest, parts: Sequence[Part]) -> Manifest:
    """The manifest with how it ended: counts, digests, parts."""
    results = Results.of(parts, manifest)
    status, replications = counted(results.rows_of_runs())
    lost = len(manifest["aborted"])
    status |= {ABORTED: status.get(ABORTED, 0) + lost} if lost else {}
    return {
        **manifest,
        "complete": ABORTED not in status,
        "status": status,
        "replications": replications,
        "digest": results.digest,
        "digests": results.digests,
        "parts": [part.name for part in parts if isinstance(part, FolderPart)],
    }


def _n_failed(pack: Pack) -> int:
    """Runs of a pack that did not succeed."""
    return sum(status != SUCCEEDED for status in pack.table(RUNS)["status"].to_pylist())
