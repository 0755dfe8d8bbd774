"""A misspelt file or folder is told the nearest one there is, in one line and before anything runs, wherever it is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gpssim
from gpssim.calibration import load_targets
from gpssim.calibration.records.ocds import purchases_from_ocds
from gpssim.calibration.records.tsuchiura import purchases_from_tsuchiura
from gpssim.cli import app
from gpssim.designs.listed import points_in
from gpssim.errors import GpssimError
from gpssim.files.nearest import near
from gpssim.inquiry import load_study
from gpssim.policy_search import load_search
from gpssim.scenario.rule_files import load_rule_set
from gpssim.studies.executors import executor_of

FILES = (
    "what_matters.toml", "my_city.toml", "my_policy.toml", "armenia_2.toml", "cases.json", "profile.toml", "points.csv",
    "law.toml", "releases.jsonl", "scheduler.json",
)  # fmt: skip
NEAREST = {
    "study run what_mattters.toml": "what_matters.toml",
    "study check waht_matters.tml": "what_matters.toml",
    "study check studeis/what_mattters.toml": "studies/what_matters.toml",
    "study check apart/names_a_city.toml": "apart/my_city.toml",
    "study check apart/names_points.toml": "apart/points.csv",
    "compare my_citty.toml --policy lottery --policy open_tender": "my_city.toml",
    "run textbook --policy my_polcy.toml": "my_policy.toml",
    "run apart/names_a_law.toml --policy lottery": "apart/law.toml",
    "scenario check txtbook.toml": "textbook",
    "calibrate armennia_2.toml": "armenia_2.toml",
    "search suzou.toml": "suzhou",
    "verify --cases cses.json": "cases.json",
    "run textbook --policy lottery --on slurm:profle.toml": "profile.toml",
    "run textbook --policy lottery --on schedulr.json": "scheduler.json",
    "figures ressults": "results",
    "cite ressults": "results",
    "export ressults": "results",
    "study status ressults": "results",
    "study resume ressults": "results",
    "study retry ressults": "results",
    "study analyze ressults": "results",
    "study reproduce ressults": "results",
    "study merge ressults": "results",
    "study export ressults a.zip": "results",
}
"""What is typed in a folder with those in it, and what it is told."""
LOADED: dict[str, tuple[Callable[[str], object], str]] = {
    "what_mattters.toml": (load_study, "what_matters.toml"),
    "my_citty.toml": (gpssim.load_scenario, "my_city.toml"),
    "armennia_2.toml": (load_targets, "armenia_2.toml"),
    "suzou.toml": (load_search, "suzhou"),
    "lwa.toml": (load_rule_set, "law.toml"),
    "ponts.csv": (points_in, "points.csv"),
    "pionts.csv": (purchases_from_tsuchiura, "points.csv"),
    "relaeses.jsonl": (purchases_from_ocds, "releases.jsonl"),
    "pbs:profle.toml": (executor_of, "profile.toml"),
    "ressults": (gpssim.load_results, "results"),
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with files and folders, and one apart with files that misspell what lies beside them."""
    monkeypatch.chdir(tmp_path)
    for folder in ("results", "studies", "apart"):
        (tmp_path / folder).mkdir()
    for file in (*FILES, "studies/what_matters.toml", "apart/my_city.toml", "apart/points.csv", "apart/law.toml"):
        (tmp_path / file).touch()
    apart = {
        "names_a_city": 'scenario = "my_citty.toml"',
        "names_points": '[design]\nkind = "listed"\nfile = "pionts.csv"',
        "names_a_law": 'name = "x"\n[world.law]\nrule_set = "lwa.toml"',
    }
    for name, text in apart.items():
        (tmp_path / "apart" / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("typed", NEAREST)
def test_it_is_told_on_the_command_line(typed: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, typed.split())
    assert result.exit_code == 2
    (line,) = result.output.splitlines()
    told = line.partition("; did you mean '")[2].replace(f"{tmp_path.resolve()}/", "")
    assert told.startswith(f"{NEAREST[typed]}'")


@pytest.mark.parametrize("name", LOADED)
def test_it_is_told_in_python(name: str) -> None:
    load, meant = LOADED[name]
    with pytest.raises(GpssimError, match=f"; did you mean '{meant}'"):
        load(name)


def test_nothing_is_told_where_nothing_is_near() -> None:
    assert near("nothing_like_it.toml") == ""
    assert near("no/such/folder.toml") == ""
    assert near("law.csv/x.toml") == ""
    assert near(".hiden.toml") == ""
    assert near("x" * 5000) == ""
    assert near("results", folders=False) == ""


def test_the_ending_counts_less_than_the_name(tmp_path: Path) -> None:
    for name in ("wages.csv", "wages.toml", "pages_of_law.toml", ".wages.toml"):
        (tmp_path / name).touch()
    assert near("wagse.toml") == "; did you mean 'wages.toml' or 'wages.csv'?"
    assert near("WAGES.TOML") == "; did you mean 'wages.toml' or 'wages.csv'?"
