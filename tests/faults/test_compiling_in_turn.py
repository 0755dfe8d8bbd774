"""Processes that start together compile once; who waits is told for what; where nothing can be kept, that is said."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import numba
import pytest

from gpssim.compiling import kernel_cache, telling, turns
from gpssim.compiling.kernel_cache import KernelCache
from gpssim.compiling.turns import Turn

FOLDER = "kernels-of-a-test"
COMPILES = pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="nothing is compiled")
LOCKS = pytest.mark.skipif(sys.platform == "win32", reason="no such locks: everybody compiles")


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("GPSSIM_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(kernel_cache, "kernel_folder", lambda: FOLDER)
    telling.tell.cache_clear()


def thrice(x: float) -> float:
    return 3.0 * x


def made() -> Any:
    """A compiled function with an empty memory of its own, as in a process that has just started."""
    function: Any = numba.njit(thrice)
    function._cache = KernelCache(thrice)
    return function


@LOCKS
def test_the_second_waits_for_the_first() -> None:
    first, ended = Turn(FOLDER), threading.Event()
    turns._ours.clear()  # as in another process

    def waits() -> None:
        Turn(FOLDER).end()
        ended.set()

    second = threading.Thread(target=waits)
    second.start()
    assert not ended.wait(0.3)
    first.end()
    assert ended.wait(5.0)
    second.join()


@LOCKS
def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    first, started = Turn(FOLDER), time.monotonic()
    turns._ours.clear()  # as in another process
    Turn(FOLDER).end()
    assert time.monotonic() - started < 5.0
    first.end()
    first.end()  # once more does no harm


@LOCKS
def test_nobody_waits_for_itself() -> None:
    outer, started = Turn(FOLDER), time.monotonic()
    Turn(FOLDER).end()  # of what is compiled on the way
    assert time.monotonic() - started < 5.0
    assert turns._ours == {FOLDER}
    outer.end()
    assert turns._ours == set()


@COMPILES
def test_what_was_kept_while_one_waited_is_read_and_not_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(kernel_cache, "tell", said.append)

    class Waited(Turn):
        def __init__(self, folder: str) -> None:
            monkeypatch.setattr(kernel_cache, "Turn", Turn)
            assert made()(2.0) == 6.0  # by a process that had its turn
            super().__init__(folder)

    monkeypatch.setattr(kernel_cache, "Turn", Waited)
    late = made()
    assert late(3.0) == 9.0
    assert said == [telling.COMPILING]  # by the other one
    assert late.stats.cache_hits


@COMPILES
def test_who_waits_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert made()(2.0) == 6.0
    telling.tell(telling.COMPILING)
    assert capsys.readouterr().err.splitlines() == [telling.COMPILING]
    assert made()(2.0) == 6.0
    assert capsys.readouterr().err == ""


def another(x: float) -> float:
    return 4.0 * x


@COMPILES
@LOCKS
def test_workers_of_one_command_tell_it_once_and_another_command_tells_it_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made()(2.0) == 6.0
    assert capsys.readouterr().err.splitlines() == [telling.COMPILING]
    telling.tell.cache_clear()  # as in another worker, which compiles the next function
    function: Any = numba.njit(another)
    function._cache = KernelCache(another)
    assert function(2.0) == 8.0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("os.getpgrp", lambda: -1)  # as of another command
    telling.tell.cache_clear()
    assert not telling.told_beside(FOLDER)
    assert telling.told_beside(FOLDER)


@COMPILES
def test_where_nothing_can_be_kept_that_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("cache", "tmp"):
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
        monkeypatch.setenv("GPSSIM_CACHE_DIR", str(tmp_path / "file" / name))
    (tmp_path / "file").write_text("not a folder")
    assert made()(2.0) == 6.0
    assert capsys.readouterr().err.splitlines() == [telling.COMPILING, telling.NOT_KEPT]


HEIGHT = 2.0


def raised(x: float) -> float:
    return x + HEIGHT


@COMPILES
def test_another_number_is_another_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    def of(function: Any) -> Any:
        made: Any = numba.njit(function)
        made._cache = KernelCache(function)
        return made

    assert of(raised)(1.0) == 3.0
    monkeypatch.setitem(raised.__globals__, "HEIGHT", 5.0)
    assert of(raised)(1.0) == 6.0


def doubled(x: float) -> float:
    return 2.0 * x


def tripled(x: float) -> float:
    return 3.0 * x


@COMPILES
def test_functions_of_one_name_are_told_apart_by_their_literals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tripled, "__qualname__", doubled.__qualname__)
    found = []
    for function in (doubled, tripled):
        made: Any = numba.njit(function)
        made._cache = KernelCache(function)
        found.append(made(1.0))
    assert found == [2.0, 3.0]
