"""``gpssim decompose``: parts, corners, table and figure in the folder; refusals in a line before anything runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from gpssim.cli import app
from gpssim.model import PublicServiceMarket
from gpssim.studies import session

runner = CliRunner()
SMALL = ("--months", "14", "--warm-up", "6", "--citizens", "200", "--replications", "2", "--workers", "1")
MARKUP = ("--set", "world.bidding.family=markup")
TWO = ("--friction", "delay", "--friction", "transaction_cost")


def decomposed(out: Path, *more: str) -> Any:
    """The smallest decomposition."""
    return runner.invoke(
        app, ["decompose", "suzhou-high-tech", "--policy", "open_tender", *SMALL, *MARKUP, *TWO, "--out", str(out), *more]
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("decomposed") / "one"
    result = decomposed(out)
    assert result.exit_code == 0, result.output
    assert "full information" in result.stdout
    assert "transaction cost" in result.stdout
    return out


def test_everything_is_in_the_folder(folder: Path) -> None:
    frame = pd.read_csv(folder / "decomposition.csv").set_index("row")
    assert list(frame.index) == ["full_information", "delay", "transaction_cost", "actual", "loss"]
    assert frame.loc[["delay", "transaction_cost"], "mean"].sum() == pytest.approx(frame.loc["loss", "mean"], abs=1e-9)
    corners = pd.read_csv(folder / "corners.csv")
    assert len(corners) == 2 * 4
    assert set(corners["status"]) == {"SUCCEEDED"}
    assert r"\toprule" in (folder / "decomposition.tex").read_text(encoding="utf-8")
    assert {p.suffix for p in (folder / "figures").iterdir()} == {".pdf", ".svg", ".png", ".csv"}


def test_the_same_command_runs_nothing_again_and_other_outcomes_are_a_word_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "execute", lambda _, groups, *__: iter(()) if not groups else pytest.fail("a run was repeated"))
    result = decomposed(folder, "--outcome", "coverage", "--language", "zh", "--no-figures")
    assert result.exit_code == 0, result.output
    assert "完全信息" in result.stdout
    result = decomposed(folder, "--json", "--no-figures")
    rows = json.loads(result.stdout)
    assert [row["row"] for row in rows][-1] == "loss"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--policy", "open_tendr"), "open_tender"),
        (("--outcome", "welfare_socail"), "welfare_social"),
        (("--friction", "delays"), "delay"),
        (("--replications", "0"), "replications"),
        (("--set", "world.frictions.delay=2"), "delay"),
        (("--language", "fr"), "language"),
    ],
    ids=str,
)
def test_what_is_impossible_is_refused_in_a_line(more: tuple[str, ...], said: str, tmp_path: Path) -> None:
    result = decomposed(tmp_path / "out", *more)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert said in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_corner_that_fails_is_said_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = PublicServiceMarket.run

    def run(self: PublicServiceMarket, months: int | None = None) -> PublicServiceMarket:
        if "delay" in self.world.frictions.off and self.replication == 1:
            raise RuntimeError("the roof fell in")
        return original(self, months)

    monkeypatch.setattr(PublicServiceMarket, "run", run)
    result = decomposed(tmp_path / "out", "--no-figures")
    assert result.exit_code == 0, result.output
    assert "the roof fell in" in result.stderr
    assert "1 replication of open_tender left out" in result.stderr
    corners = pd.read_csv(tmp_path / "out" / "corners.csv")
    assert (corners["status"] == "FAILED").sum() == 2
    assert set(pd.read_csv(tmp_path / "out" / "decomposition.csv")["n"]) == {1}
