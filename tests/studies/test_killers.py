"""Who kills its worker is given up, and nobody who was in its company: in the same chunk, at the same worker, on the machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor, wait
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gpssim.errors import StudyError
from gpssim.records import Results
from gpssim.studies import RunOutcome, Task, executing
from gpssim.studies.chunks import MOST_KILLERS, Chunks
from gpssim.studies.elsewhere import Chunk, Done
from gpssim.studies.executing import DIED, TOO_MANY, Driver, Lost
from gpssim.studies.executors.base import ExecutorGoneError
from gpssim.studies.tasks import Group
from tests.studies.fakes import as_quick, quick, study

pytestmark = pytest.mark.sameness
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
N = 40
"""Groups of a study: small ones, which travel in chunks."""


class WorkerDiedError(Exception):
    """What this crew says of all that a worker had."""


class OnePlace:
    """The worst of schedulers: every task waits at the same worker, and is lost with whichever kills it."""

    def __init__(self, killers: set[int], size: int) -> None:
        self.killers, self.workers = killers, size
        self.waiting: list[tuple[Future[Done], Chunk]] = []
        self.deaths = 0

    def size(self) -> int:
        return self.workers

    def submit(self, chunk: Chunk) -> Future[Done]:
        future: Future[Done] = Future()
        self.waiting.append((future, chunk))
        return future

    def died(self, error: BaseException) -> bool:
        return isinstance(error, WorkerDiedError)

    def work(self) -> None:
        """The worker comes to its next task."""
        future, chunk = self.waiting[0]
        groups = tuple(group for group, _ in chunk)
        if any(group.replication in self.killers for group in groups):
            self.deaths += 1
            for lost, _ in self.waiting:
                lost.set_exception(WorkerDiedError())
            self.waiting.clear()
        else:
            del self.waiting[0]
            future.set_result(Done((SimpleNamespace(groups=groups),), 1e-4 * len(groups)))  # type: ignore[arg-type]  # no tables


def driven(crew: OnePlace, groups: list[Group], monkeypatch: pytest.MonkeyPatch) -> tuple[dict[int, str], list[int]]:
    """The replications that were lost, with the reason, and those that were made."""

    def waited(running: Any, **how: Any) -> Any:
        crew.work()
        return wait(running, **how)

    monkeypatch.setattr(executing, "wait", waited)
    ended = list(Driver(study(replications=N).job(), crew, Chunks(groups, len(groups), lambda _group: None)).work())
    lost = {one.group.replication: one.reason for one in ended if isinstance(one, Lost)}
    return lost, sorted(group.replication for one in ended if not isinstance(one, Lost) for group in one.groups)


@pytest.mark.parametrize("killers", [set(), {3}, {0, N - 1}, {7, 8, 21, 22, 23}, set(range(MOST_KILLERS - 1))], ids=len)
@pytest.mark.parametrize("workers", [1, 3])
def test_only_what_kills_its_worker_alone_is_given_up(killers: set[int], workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    crew = OnePlace(killers, workers)
    lost, made = driven(crew, list(study(replications=N).groups), monkeypatch)
    assert lost == dict.fromkeys(killers, DIED)
    assert made == sorted(set(range(N)) - killers)
    assert crew.deaths <= 3 * len(killers)


@pytest.mark.parametrize("killers", [set(range(N)), set(range(0, N, 2)) | {1, 3, 5, 7, 9}, set(range(N - 1))], ids=len)
@pytest.mark.parametrize("workers", [1, 3])
def test_after_many_killers_nothing_more_is_tried_alone_until_the_study_is_run_again(
    killers: set[int], workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    crew, left, given_up = OnePlace(killers, workers), list(study(replications=N).groups), set[int]()
    found = set[int]()
    for _ in range(1 + (len(killers) - 1) // MOST_KILLERS):
        before = crew.deaths
        lost, made = driven(crew, left, monkeypatch)
        died = {one for one, reason in lost.items() if reason == DIED}
        assert died <= killers
        assert len(died) == min(MOST_KILLERS, len(killers - given_up))
        assert set(lost.values()) <= {DIED, TOO_MANY}
        assert crew.deaths - before <= 2 * len(left) + MOST_KILLERS
        assert sorted([*lost, *made]) == [group.replication for group in left], "each is told of once"
        given_up |= died
        found |= set(made)
        left = [group for group in left if lost.get(group.replication) == TOO_MANY]
    assert left == []
    assert given_up == killers
    assert found == set(range(N)) - killers


def test_a_study_on_dask_is_seen_from_another_terminal(cluster: str, tmp_path: Path) -> None:
    told: list[str] = []
    command = [sys.executable, "-m", "gpssim", "study", "status", str(tmp_path)]

    def look(done: int, total: int) -> None:
        if not told and done >= total / 2:
            told.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    results = study(replications=N).run(tmp_path, on=cluster, progress=look)
    (line,) = told
    finished = int(re.search(r"(\d+) of 40 groups finished", line)[1])  # type: ignore[index]  # else the test fails here
    assert N / 2 <= finished < N
    assert f"process {os.getpid()}" in line
    assert results.digest == study(replications=N).run(progress=False).digest


@POSIX
@pytest.mark.parametrize("on", ["processes", "dask"])
def test_a_killer_is_given_up_and_all_others_are_as_if_it_had_not_been(
    on: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    mark = tmp_path / "killed once"

    @as_quick
    def deadly(task: Task) -> RunOutcome:
        if task.replication == 23 or (task.replication == 11 and not mark.exists()):
            mark.touch()
            time.sleep(0.5)  # a nanny of Dask that loses its worker before it knows that it is up gives up
            os.kill(os.getpid(), signal.SIGKILL)
        return quick(task)

    folder, place = tmp_path / "study", request.getfixturevalue("cluster") if on == "dask" else on
    results = study(replications=N, workers=2, runner=deadly, on=place).run(folder, progress=False)
    assert mark.exists()
    lost = results.runs[results.runs["status"] != "SUCCEEDED"]
    assert {*zip(lost["replication"], lost["status"], lost["reason"], strict=True)} == {(23, "ABORTED", DIED)}
    serial = study(replications=N).run(progress=False)
    assert digests(results, {23}) == digests(serial, {23})
    assert study(replications=N).run(folder, progress=False).digest == serial.digest


def digests(results: Results, left_out: set[int]) -> str:
    """The digest of every run, but for some replications."""
    runs = results.runs[["replication", "policy", "digest"]]
    return runs[~runs["replication"].isin(left_out)].to_csv(index=False)


def test_an_executor_that_was_lent_and_breaks_blames_nobody(tmp_path: Path) -> None:
    """All that it had is lost with it, whoever it was."""

    class Broken(ThreadPoolExecutor):
        def submit(self, *given: Any, **named: Any) -> Any:
            future: Future[Done] = Future()
            future.set_exception(BrokenExecutor("a process died"))
            return future

    with Broken(1) as executor, pytest.raises(StudyError, match=r"^the executor broke; 0 of 3 .*run the same study again") as error:
        study().run(tmp_path, executor=executor)
    assert isinstance(error.value.__cause__, ExecutorGoneError)
    assert study().run(tmp_path).digest == study().run().digest
