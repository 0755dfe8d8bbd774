"""Finished means on disk, after any end of the process: nothing is lost, nothing doubled, the digest is the same after resuming."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest

import gpssim
from gpssim.errors import StudyError
from gpssim.records import load_results
from gpssim.studies import Study, StudyInterrupted, durable, session
from gpssim.studies.executors import processes
from tests.faults.folders import POSIX, ended, forked, killed_after, study

ROOT = Path(__file__).resolve().parents[2]
N = 8
"""Replications of two policies: a part of six and one of two."""


@pytest.fixture(scope="module")
def digest() -> str:
    return study(replications=N).run().digest


def resumed(folder: Path, digest: str, reported: int = 0) -> None:
    """What was reported is there, each once; the rest is run and everything is as if nothing had happened."""
    if (folder / "manifest.json").exists():
        half = load_results(folder)
        assert len(half.runs) >= reported
        assert not half.runs.duplicated(["policy", "closure", "world", "replication"]).any()
        half.verify()
    again = study(replications=N).run(folder)
    assert again.digest == digest == load_results(folder).manifest["digest"]
    assert len(again.runs) == 2 * N
    assert {p.name for p in folder.glob("*/*")} == {"w0000-r00000.parquet", "w0000-r00006.parquet"}
    assert not [*folder.rglob(".*"), *folder.glob("*.lock")]


def run_reporting(folder: Path, report: int, end_at: int = 0, how: int = signal.SIGKILL) -> None:
    def tick(done: int, _total: int) -> None:
        os.write(report, bytes([done]))
        if end_at and done >= end_at:
            os.kill(os.getpid(), how)

    study(replications=N).run(folder, progress=tick)


def reported(pipe: int) -> int:
    with os.fdopen(pipe, "rb") as told:
        return max(told.read(), default=0)


@POSIX
@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_what_was_reported_finished_is_on_disk_whatever_ends_the_process(tmp_path: Path, digest: str, how: str) -> None:
    read, write = os.pipe()
    number = getattr(signal, how)
    child = forked(
        lambda: (signal.signal(number, signal.SIG_DFL) if how != "SIGKILL" else 0, run_reporting(tmp_path, write, 10, number))
    )
    assert ended(child) == -number
    os.close(write)
    assert reported(read) == 10
    assert len(load_results(tmp_path).runs) == 10
    resumed(tmp_path, digest, 10)


def killed_at_random(tmp_path: Path, digest: str, luck: random.Random, n: int) -> int:
    """Kill a study ``n`` times in all, at any moment; the folder goes on from one to the next until it is whole."""
    unfinished = 0
    for trial in range(n):
        read, write = os.pipe()
        child = forked(partial(run_reporting, tmp_path / str(trial), write))
        unfinished += killed_after(child, luck.uniform(0.0, 1.2) if trial else 0.02) != 0  # the first before it can have ended
        os.close(write)
        resumed(tmp_path / str(trial), digest, reported(read))
    return unfinished


@POSIX
def test_killed_at_random_moments_nothing_is_lost_or_doubled(tmp_path: Path, digest: str) -> None:
    assert killed_at_random(tmp_path, digest, random.Random(6), 3)


@POSIX
@pytest.mark.slow
def test_killed_at_two_hundred_random_moments_nothing_is_lost_or_doubled(tmp_path: Path, digest: str) -> None:
    assert killed_at_random(tmp_path, digest, random.Random(200), 200) > 50


@POSIX
@pytest.mark.parametrize("call", [5, 11, 16])
def test_killed_between_any_two_files_nothing_is_lost_or_doubled(tmp_path: Path, digest: str, call: int) -> None:
    def run() -> None:
        left, replace = [call], os.replace

        def deadly(*given: Any) -> None:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            replace(*given)

        os.replace = deadly  # type: ignore[assignment]  # in a child that ends
        study(replications=N).run(tmp_path)

    assert ended(forked(run)) == -signal.SIGKILL
    resumed(tmp_path, digest)


@POSIX
def test_killed_while_the_files_of_a_part_are_taken_away_nothing_stays_behind(tmp_path: Path, digest: str) -> None:
    def run() -> None:
        unlink = Path.unlink

        def deadly(path: Path, **named: Any) -> None:
            if path.name == "w0000-r00003.arrow":
                os.kill(os.getpid(), signal.SIGKILL)
            unlink(path, **named)

        Path.unlink = deadly  # type: ignore[method-assign]  # in a child that ends
        study(replications=N).run(tmp_path)

    assert ended(forked(run)) == -signal.SIGKILL
    assert (tmp_path / "runs" / "w0000-r00000.parquet").exists()
    resumed(tmp_path, digest)


SLOW = """
import os, sys, time
from gpssim.studies import Study
from tests.studies.fakes import SCENARIO, quick

def slow(task):
    if task.replication >= 2:
        time.sleep(300)
    return quick(task)

Study(SCENARIO, ["open_tender", "directed_commission"], replications=6, workers=2, runner=slow).run(
    "study", progress=lambda done, total: print(done, flush=True)
)
"""


@POSIX
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SLOW], stdout=PIPE, stderr=PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=tmp_path
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line == b"4\n":
                process.kill()
                break
        process.communicate(timeout=60)  # ends when no worker holds the pipes any more
    assert len(load_results(tmp_path / "study").runs) == 4


# ------------------------------------------------------------------ going on at every point


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process can be started, and none is needed."""

    def none(*_: object) -> None:
        raise AssertionError("a pool for nothing")

    monkeypatch.setattr(processes, "started_each", none)


@pytest.mark.parametrize("at", [0, 12])
def test_after_ctrl_c_at_any_count_the_study_goes_on(tmp_path: Path, digest: str, at: int) -> None:
    def press(done: int, _total: int) -> None:
        if done == at:
            raise KeyboardInterrupt

    with pytest.raises(StudyInterrupted, match=f"{at // 2} of 8 replications are in"):
        study(replications=N).run(tmp_path, progress=press)
    assert len(load_results(tmp_path).runs) == at
    resumed(tmp_path, digest, at)


def test_after_ctrl_c_when_everything_is_done_no_process_is_started(tmp_path: Path, digest: str, nobody: None) -> None:
    def press(done: int, total: int) -> None:
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(StudyInterrupted, match="8 of 8 replications are in"):
        study(replications=N).run(tmp_path, progress=press)
    assert study(replications=N, workers=2).run(tmp_path).digest == digest
    assert load_results(tmp_path).manifest["complete"] is True


@pytest.mark.parametrize("where", ["ended", "write_manifest"])
def test_ctrl_c_while_the_end_is_written_says_how_to_go_on(
    tmp_path: Path, digest: str, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    real, calls = getattr(session, where), [0]

    def press(*given: Any) -> Any:
        calls[0] += 1
        if calls[0] == (2 if where == "write_manifest" else 1):
            raise KeyboardInterrupt
        return real(*given)

    monkeypatch.setattr(session, where, press)
    with pytest.raises(StudyInterrupted, match="8 of 8 replications are in"):
        study(replications=N).run(tmp_path)
    resumed(tmp_path, digest, 16)


# ------------------------------------------------------------------ a full disk


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """A disk that takes so many files."""
    room, put = [float("inf")], durable.put

    def into(*given: Any, **named: Any) -> None:
        room[0] -= 1
        if room[0] < 0:
            raise OSError(28, "No space left on device")
        put(*given, **named)

    monkeypatch.setattr("gpssim.studies.store.put", into)
    return room


@pytest.mark.parametrize("files", [0, 4, 12])
def test_a_full_disk_is_a_line_and_what_was_finished_is_kept(tmp_path: Path, digest: str, full: list[float], files: int) -> None:
    full[0] = files
    with pytest.raises(StudyError, match=r"cannot be written: no space left") as error:
        study(replications=N).run(tmp_path)
    assert "\n" not in str(error.value)
    assert ("what was finished before is kept" in str(error.value)) is (files > 0)  # the manifest comes first
    full[0] = float("inf")
    resumed(tmp_path, digest)


def test_a_real_market_gives_the_same_digest_after_an_interruption(tmp_path: Path) -> None:
    scenario = gpssim.replace(gpssim.load_scenario("textbook"), {"world.city.n_citizens": 100, "warm_up": 1, "months": 2})
    real = Study(scenario, ["open_tender", "directed_commission"], replications=2, workers=1)

    def press(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(StudyInterrupted):
        real.run(tmp_path, progress=press)
    half = load_results(tmp_path)
    assert len(half.table("monthly", ["month"])["replication"].unique()) == 1
    assert real.run(tmp_path).digest == real.run().digest
    load_results(tmp_path).verify()
