"""Every command leaves with a code that is documented in one place."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from streams_of_all_kinds import compared, left

import gpssim
from gpssim.cli import app, leaving
from gpssim.cli.app import Guarded
from gpssim.errors import StudyError
from gpssim.studies import StudyInterrupted
from gpssim.studies.tasks import Task

ROOT = Path(__file__).resolve().parents[2]
SIZE = ("--citizens", "100", "--workers", "1", "--out")
TWO = ("-p", "lottery", "-p", "open_tender")
STUDIES = {
    "run": ("run", "textbook", "-p", "lottery", *SIZE),
    "compare": ("compare", "textbook", *TWO, "--no-placebo", "--replications", "1", "--no-figures", *SIZE),
    "decompose": ("decompose", "textbook", "-p", "lottery", "--friction", "ties", "--replications", "1", "--no-figures", *SIZE),
}
OTHERS = {
    "audit": ("audit", "textbook", "-p", "lottery", "-c", "resuming", *SIZE),
    "baseline": ("scenario", "baseline", "textbook", *SIZE),
}


@pytest.fixture
def nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every market fails when it is made."""

    def fails(*_: Any, **__: Any) -> None:
        raise StudyError("planted")

    monkeypatch.setattr("gpssim.studies.run._market", fails)


@pytest.mark.usefixtures("nothing_runs")
@pytest.mark.parametrize("command", STUDIES)
def test_a_study_in_which_every_run_fails_is_1(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was 0 with a table of dashes, or 2 as if nothing had run."""
    out, err = io.StringIO(), io.StringIO()
    folder = tmp_path / "study"
    assert left(monkeypatch, (*STUDIES[command], str(folder)), out, err) == 1
    assert out.getvalue() == ""
    assert "planted" in err.getvalue()
    assert err.getvalue().splitlines()[-1].startswith("gpssim: no run succeeded: ")
    assert not (folder / "compare.csv").exists()
    results = gpssim.load_results(folder)
    assert set(results.runs["status"]) == {"FAILED"}
    for later in (("export", str(folder)), ("cite", str(folder))):
        assert left(monkeypatch, later, io.StringIO()) in (0, 1)


@pytest.mark.usefixtures("nothing_runs")
@pytest.mark.parametrize("command", OTHERS)
def test_other_commands_in_which_every_run_fails_are_1(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    err = io.StringIO()
    assert left(monkeypatch, (*OTHERS[command], str(tmp_path / "out")), io.StringIO(), err) == 1, err.getvalue()


def test_some_runs_that_fail_beside_others_are_said_and_0(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gpssim.studies import run

    market = run._market

    def fails_once(task: Task, policy: Any) -> Any:
        if task.replication:
            raise StudyError("planted")
        return market(task, policy)

    monkeypatch.setattr(run, "_market", fails_once)
    err = io.StringIO()
    words = (
        "run",
        "textbook",
        "-p",
        "lottery",
        "--replications",
        "2",
        "--months",
        "3",
        "--warm-up",
        "1",
        *SIZE,
        str(tmp_path / "study"),
    )
    assert left(monkeypatch, words, io.StringIO(), err) == 0
    assert "1 of 2 runs failed" in err.getvalue()


@pytest.mark.parametrize(
    ("cases", "code"),
    [
        ('{"cases": []}', 2),
        ('{"cases": [{"kind": "x"}]}', 1),
        ('{"cases": [{"kind": "x", "values": [{"quantity": "q", "value": 1}]}]}', 1),
        ("[]", 2),
        ("", 2),
        ('{"cases": [3]}', 2),
    ],
)
def test_nothing_verified_is_no_success(cases: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "c.json"
    file.write_text(cases)
    err = io.StringIO()
    assert left(monkeypatch, ("verify", "--no-figures", "--workers", "1", "--cases", str(file)), io.StringIO(), err) == code
    assert err.getvalue() or code == 1


def test_control_c_is_130_wherever_it_comes(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any, **__: Any) -> None:
        raise StudyInterrupted("interrupted: 1 of 2 replications are in x; run")

    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    for place, error in (("gpssim.studies.Study.run", stopped), ("gpssim.analysis.compare", stop), ("typer.echo", stop)):
        err = io.StringIO()
        with monkeypatch.context() as patch:
            if place == "typer.echo":
                patch.setattr("gpssim.cli.mechanisms._print_all", error)
                assert left(patch, ("mechanisms",), io.StringIO(), err) == 130
            else:
                patch.setattr(place, error)
                assert left(patch, compared(kept), io.StringIO(), err) == 130
        assert len(err.getvalue().splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "textbook", "-p", "lottery"),
        ("compare", "textbok", *TWO),
        ("run", "textbook", "-p", "lotery"),
        ("decompose", "textbook", "-p", "lottery", "--friction", "tie"),
        ("audit", "textbook", "-c", "worker"),
        ("scenario", "baseline", "textbook", "--months", "1"),
        ("scenario", "check", "gone.toml"),
        ("scenario", "new", "x", "--like", "textbok"),
        ("scenario", "show", "textbook", "--format", "tex"),
        ("mechanisms", "lotery"),
        ("verify", "--kind", "lotery"),
        ("verify", "--market", "--kind", "lotery"),
        ("figures", "gone"),
        ("export", "gone"),
        ("cite", "gone"),
        ("no_such_command",),
        ("scenario", "no_such_command"),
        ("mechanisms", "--no-such-option"),
        ("compare",),
    ],
)
def test_bad_input_is_2_from_every_command(words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    out, err = io.StringIO(), io.StringIO()
    assert left(monkeypatch, words, out, err) == 2
    assert err.getvalue()
    assert out.getvalue() == ""
    assert list(tmp_path.iterdir()) == []


def test_every_command_goes_through_the_one_door() -> None:
    import typer

    command = typer.main.get_command(app)
    assert isinstance(command, Guarded)
    assert set(command.commands) >= {"compare", "decompose", "run", "audit", "figures", "export", "cite", "mechanisms", "verify"}


def test_the_codes_are_documented_with_what_they_mean() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    for code, meaning in leaving.MEANINGS.items():
        assert f"| {code} | {meaning}" in page
