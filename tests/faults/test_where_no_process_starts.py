"""Where no process can be started, one does all the work, says so, and finds the same."""

from __future__ import annotations

import multiprocessing
import sys
from typing import Any

import pytest

from gpssim import processes
from gpssim.processes import AloneWarning, at_once, crew
from gpssim.theory.market_lane import run_market_lane
from tests.studies.fakes import study


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
