"""Where no process can be started, one does all the work, says so, and finds the same."""

from __future__ import annotations

import errno
import multiprocessing
import multiprocessing.util
import os
import sys
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from gpssim import processes
from gpssim.processes import AloneWarning, at_once, crew
from gpssim.studies.chunks import Chunks
from gpssim.studies.executing import Driver, Lost, alone
from gpssim.studies.executors import Work
from gpssim.studies.executors import processes as executor
from gpssim.studies.packs import Pack
from gpssim.theory import verifying
from gpssim.theory.cases import read_cases
from gpssim.theory.market_lane import run_market_lane
from tests.faults.folders import POSIX
from tests.studies.fakes import deadly, study


def no_beginning(*_: object) -> None:
    os._exit(9)


class Daemon:
    daemon = True


class NoSemaphores:
    def Lock(self) -> None:  # as multiprocessing calls it
        raise OSError(30, "Read-only file system")


def test_a_daemon_of_multiprocessing_runs_a_study_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = study().run(progress=False).digest
    monkeypatch.setattr(multiprocessing, "current_process", Daemon)
    with pytest.warns(AloneWarning, match="^one process does all the work: this process is a daemon"):
        alone = study(workers=None if processes.cores() > 1 else 2).run(progress=False)
    assert alone.digest == digest


def test_without_shared_memory_a_study_runs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    real = multiprocessing.get_context
    monkeypatch.setattr(multiprocessing, "get_context", lambda kind=None: NoSemaphores() if kind == "spawn" else real(kind))
    with pytest.warns(AloneWarning, match="Read-only file system"):
        assert set(study(workers=2).run(progress=False).runs["status"]) == {"SUCCEEDED"}


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A system that lets so many more processes be started, as ``ulimit -u`` does."""
    multiprocessing.get_context("spawn").Lock()  # what keeps track of shared memory runs already
    left = [0]

    def fork(*given: Any) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        return real(*given)

    real = multiprocessing.util.spawnv_passfds
    monkeypatch.setattr(multiprocessing.util, "spawnv_passfds", fork)
    return left


@POSIX
@pytest.mark.parametrize("processes_left", [0, 1])
def test_where_forking_is_refused_a_study_runs_alone(limited: list[int], processes_left: int) -> None:
    limited[0] = processes_left
    said = r"^one process does all the work: the system lets no others be started \(.*Resource"
    with pytest.warns(AloneWarning, match=said) as told:
        alone = study(workers=2).run(progress=False)
    assert len(told) == 1
    assert multiprocessing.active_children() == []
    assert alone.digest == study().run(progress=False).digest


@POSIX
def test_where_forking_is_refused_theory_is_verified_alone(limited: list[int]) -> None:
    with pytest.warns(AloneWarning, match="Resource temporarily unavailable"):
        assert all(outcome.agrees for outcome in run_market_lane(names(), workers=2))
    cases = read_cases()[:2]
    with pytest.warns(AloneWarning, match="Resource temporarily unavailable"):
        assert [k for k, _ in sorted(verifying._verdicts(cases, (1, 100), 2))] == [0, 1]


def test_workers_that_die_before_they_begin_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit on threads, or on memory, that a new process meets while it begins: its work is nobody's fault."""
    monkeypatch.setattr(executor, "begin", no_beginning)
    with pytest.warns(AloneWarning, match="the system lets no others be started"):
        assert set(study(workers=2).run(progress=False).runs["status"]) == {"SUCCEEDED"}


@POSIX
def test_where_no_other_worker_starts_after_a_death_the_suspects_wait_and_the_rest_is_run(limited: list[int]) -> None:
    """Whoever may have killed a worker is not run in the process that writes the study."""
    limited[0] = 1
    asked = study(replications=5, runner=deadly)
    job, chunks = asked.job(), Chunks(asked.groups, 5, lambda _group: None)
    with pytest.warns(AloneWarning):
        ended = list(Driver(job, executor.Members(Work.of(job, 5), 1), chunks).work())
    ended += alone(job, chunks.rest())
    lost = sorted(one.group.replication for one in ended if isinstance(one, Lost))
    assert lost == [2, 3]
    assert sorted(group.replication for one in ended if isinstance(one, Pack) for group in one.groups) == [0, 1, 4]


def test_where_no_thread_starts_parts_are_written_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = study().run().digest

    def none(self: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", none)
    assert study().run(tmp_path).digest == digest
    assert not (tmp_path / "finished").exists()


def test_theory_is_verified_alone_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "current_process", Daemon)
    with pytest.warns(AloneWarning):
        found = run_market_lane(names(), workers=2)
    assert all(outcome.agrees for outcome in found)


def names() -> list[str]:
    """Two quick cases of the market lane."""
    from gpssim.theory.market_lane import market_cases

    return sorted(name for name, case in market_cases().items() if not case.slow)[:2]


@pytest.mark.parametrize(("platform", "most"), [("win32", 61), ("linux", 64)])
def test_windows_waits_for_sixty_one_processes_at_most(platform: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(processes, "cores", lambda: 64)
    assert crew(None, 100) == at_once(None, 100) == most
    assert crew(80, 100) == (61 if platform == "win32" else 80)


def test_work_for_one_starts_nothing_and_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: Any) -> str:
        raise AssertionError("nobody needs to know")

    monkeypatch.setattr(processes, "why_alone", asked)
    assert crew(1, 100) == crew(None, 1) == crew(8, 0) == 1
