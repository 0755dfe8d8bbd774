"""Where a study is, from its folder alone: while it runs, when it was killed, when runs failed; and what bars say."""

from __future__ import annotations

import json
import socket
from math import isnan
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gpssim.cli import app
from gpssim.errors import StudyError
from gpssim.records.manifest import MANIFEST, read_manifest
from gpssim.studies import RunOutcome, StudyInterrupted, Task
from gpssim.studies.lock import LOCK, sole_writer
from gpssim.studies.progress import Bar, Pace, in_words
from gpssim.studies.status import Status, status_of
from tests.studies.fakes import as_quick, failing, interrupted, quick, study

runner = CliRunner()


def test_a_running_study_is_seen_and_not_disturbed(tmp_path: Path) -> None:
    seen: list[Status] = []

    def looked_at(task: Task) -> RunOutcome:
        if task.replication in (2, 7) and task.policy.name == "open_tender":
            seen.append(status_of(tmp_path))
            with pytest.raises(StudyError, match="being written"):
                study(replications=9).run(tmp_path, progress=False)
        return quick(task)

    study(replications=9, runner=as_quick(looked_at)).run(tmp_path, progress=False)
    assert [(one.groups, one.planned, one.missing, one.runs) for one in seen] == [(2, 9, 7, 4), (7, 9, 2, 14)]
    assert all(one.running and not one.complete for one in seen)
    assert seen[1].rate > 0
    assert seen[1].left == pytest.approx(4 / seen[1].rate)
    done = status_of(tmp_path)
    assert (done.complete, done.groups, done.missing, done.running, done.writer) == (True, 9, 0, False, None)
    assert isnan(done.rate)


def test_a_killed_study_is_told_from_a_living_one(tmp_path: Path) -> None:
    with pytest.raises(StudyInterrupted):
        study(replications=9, runner=interrupted).run(tmp_path, progress=False)
    stopped = status_of(tmp_path)
    assert (stopped.groups, stopped.missing, stopped.running) == (7, 2, False)
    told = runner.invoke(app, ["study", "status", str(tmp_path)]).stdout
    assert "14 runs; 7 of 9 groups finished, 2 missing" in told
    assert "nobody is writing it" in told
    assert f"go on: gpssim study resume {tmp_path}" in told
    for host, alive in ((socket.gethostname(), False), ("elsewhere", None)):
        holder = {"process": 2**22 + 5, "host": host, "since": "2026-01-01T00:00:00+00:00"}
        (tmp_path / LOCK).write_text(json.dumps(holder), encoding="utf-8")
        writer = status_of(tmp_path).writer
        assert writer is not None
        assert writer.alive is alive
    assert "can be told there only" in runner.invoke(app, ["study", "status", str(tmp_path)]).stdout


def test_failures_are_counted_and_how_to_try_again_is_said(tmp_path: Path) -> None:
    study(runner=failing).run(tmp_path, progress=False)
    now = status_of(tmp_path)
    assert (now.failed, now.aborted, now.groups, now.complete) == (1, 0, 3, True)
    told = runner.invoke(app, ["study", "status", str(tmp_path), "--language", "zh"]).stdout
    assert "失败：1" in told
    assert "gpssim study retry" in told
    data = json.loads(runner.invoke(app, ["study", "status", str(tmp_path), "--json"]).stdout)
    assert (data["failed"], data["rate"], data["missing"]) == (1, None, 0)


def test_the_lock_of_this_process_survives_a_look(tmp_path: Path) -> None:
    study().run(tmp_path, progress=False)
    with sole_writer(tmp_path):
        now = status_of(tmp_path)
        assert now.writer is not None
        assert (now.writer.alive, (tmp_path / LOCK).exists()) == (True, True)


def test_what_is_planned_is_no_part_of_what_the_study_is(tmp_path: Path) -> None:
    study().run(tmp_path, progress=False)
    file = tmp_path / MANIFEST
    text = json.loads(file.read_text(encoding="utf-8"))
    assert text["planned"] == 3
    del text["planned"]
    file.write_text(json.dumps(text), encoding="utf-8")
    assert read_manifest(tmp_path)["identity"] == text["identity"]
    assert status_of(tmp_path).planned is None
    with pytest.raises(StudyError, match="not a folder"):
        status_of(tmp_path / "nothing")


def test_bars_know_pace_time_left_and_failures() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert isnan(pace(10, 50)[0])
    now[0] = 20.0
    assert pace(20, 50) == (0.5, 60.0), "what was there before the start counts as fast"
    assert in_words(20, 50, 0.5, 60.0, 2) == "20 of 50 runs, 30 a minute, 60 seconds left, 2 failed"
    told: list[tuple[float, int]] = []
    bar = Bar(lambda done, total: told.append((done, bar.failed)))
    study(runner=failing).run(progress=bar)
    assert told[-1] == (6, 1)
