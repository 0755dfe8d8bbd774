"""``gpssim audit``: findings printed, written and given as JSON; exit code 1 where something is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from small_audit import LowestRow
from typer.testing import CliRunner

from gpssim import registry
from gpssim.cli import app

runner = CliRunner()
SMALL = ("--months", "14", "--warm-up", "3", "--citizens", "80", "--replications", "2", "--workers", "1")


def audited(*more: str) -> Any:
    return runner.invoke(app, ["audit", "textbook", *SMALL, *more])


@pytest.fixture
def lowest_row() -> Iterator[str]:
    registry.register("mechanism", LowestRow)
    yield "lowest_row"
    registry.forget("mechanism", "lowest_row")


def test_what_passes_is_said_and_written(tmp_path: Path) -> None:
    result = audited("-p", "open_tender", "-c", "order_of_organizations", "-c", "survey_units", "--out", str(tmp_path / "new"))
    assert result.exit_code == 0, result.output
    assert result.stdout.count("passed") == 2
    assert "changed:   rows of organizations" in result.stdout
    frame = pd.read_csv(tmp_path / "new" / "audit.csv")
    assert frame["check"].tolist() == ["order_of_organizations", "survey_units"]
    assert frame["passed"].all()
    assert "coverage" in pd.read_csv(tmp_path / "new" / "audit_details.csv")["outcome"].tolist()


def test_what_fails_is_said_in_the_exit_code(lowest_row: str) -> None:
    result = audited("-p", lowest_row, "-c", "order_of_organizations", "-c", "branching", "--json")
    assert result.exit_code == 1
    found = {row["check"]: row for row in json.loads(result.stdout)}
    assert found["branching"]["passed"]
    assert not found["order_of_organizations"]["passed"]
    assert "1 of 2 checks passed; failed: order_of_organizations" in result.stderr


def test_in_chinese() -> None:
    result = audited("-p", "open_tender", "-c", "branching", "--language", "zh")
    assert result.stdout.startswith("通过  共用预热期")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("-c", "order_of_citizen"), "order_of_citizens"),
        (("-p", "open_tendr"), "open_tender"),
        (("--replications", "1"), "at least 2"),
    ],
)
def test_refusals_in_a_line(more: tuple[str, ...], words: str) -> None:
    result = audited(*more)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not result.stdout
