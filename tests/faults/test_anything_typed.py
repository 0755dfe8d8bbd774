"""Whatever is typed or written: success, or one clear line and exit code 2; never a traceback. Runs themselves are not begun."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from typer.testing import CliRunner

from gpssim.cli import app
from gpssim.errors import GpssimError, StudyError
from gpssim.scenario import Scenario, load_scenario, replace, validated
from gpssim.studies import CornerStudy, Study
from tests.faults.hostile import commands, files, trees, values, words

LONGEST = 2000
"""Signs of a line that says what is wrong: a list of what is known may be long."""
WOULD_RUN = "now it would run"
runner = CliRunner()
PATIENT = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much]
fast = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=PATIENT)
slow = settings(max_examples=10_000, deadline=None, suppress_health_check=PATIENT)


@pytest.fixture
def nothing_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Everything up to the first run, in a folder of its own."""

    def refuse(*_: Any, **__: Any) -> None:
        raise StudyError(WOULD_RUN)

    for study in (Study, CornerStudy):
        monkeypatch.setattr(study, "run", refuse)
    monkeypatch.setattr("gpssim.studies.duration.is_long", lambda study: False)
    monkeypatch.setattr("gpssim.audit.audit", refuse)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check_command(command: list[str], content: bytes, folder: Path) -> None:
    (folder / "FILE").write_bytes(content)
    result = runner.invoke(app, command)
    told = result.stderr.splitlines()
    assert result.exception is None or isinstance(result.exception, SystemExit), (command, content, result.exc_info)
    assert result.exit_code in (0, 2), (command, content, told)
    assert "Traceback" not in result.output
    assert result.exit_code == 0 or any(line.strip() for line in told), (command, "nothing is said")
    assert all(len(line) <= LONGEST for line in told), (command, max(told, key=len))
    for file in set(os.listdir(folder)) - {"FILE"}:
        (folder / file).unlink()


@given(command=commands(), content=files())
@fast
def test_no_command_ends_in_a_traceback(nothing_runs: Path, command: list[str], content: bytes) -> None:
    check_command(command, content, nothing_runs)


@pytest.mark.slow
@given(command=commands(), content=files())
@slow
def test_no_command_ends_in_a_traceback_in_ten_thousand(nothing_runs: Path, command: list[str], content: bytes) -> None:
    check_command(command, content, nothing_runs)


@given(tree=trees(), path=words, value=values)
@fast
def test_what_is_no_scenario_is_refused_in_lines(tree: dict[str, Any], path: str, value: Any) -> None:
    for attempt in (lambda: validated(Scenario, tree), lambda: replace(load_scenario("textbook"), {path: value})):
        told = refusal_of(attempt)
        assert told is None or (told.strip() and all(len(line) <= LONGEST for line in told.splitlines()))


def refusal_of(attempt: Callable[[], Scenario]) -> str | None:
    """What is said where there is no scenario; anything but a refusal goes through."""
    try:
        attempt()
    except GpssimError as error:
        return str(error)
    return None
