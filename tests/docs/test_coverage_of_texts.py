"""The coverage page names nothing that does not exist, leaves no row out, and is current."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("coverage_of_texts", DOCS / "coverage_of_texts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(DOCS))  # where Python looks when a script of this folder is run
    spec.loader.exec_module(module)
    sys.path.remove(str(DOCS))
    return module


def test_every_row_names_a_place_and_what_shows_it(made: ModuleType) -> None:
    assert [fault for row in made.rows() for fault in made.missing(row)] == []


def test_the_page_is_current(made: ModuleType) -> None:
    assert made.PAGE.read_text(encoding="utf-8") == made.NOTE + made.page(), "type: python docs/coverage_of_texts.py"


SOUND = {
    "source": "S4",
    "zh": "公信力",
    "kind": "C",
    "model": "indicator:coverage",
    "shown": "tests/model/test_contracts.py::test_no_contract_outlasts_its_cycle",
    "status": "shown",
    "missing": "",
    "note": "",
}


def faults(made: ModuleType, **changes: str) -> list[str]:
    return [x.partition(": ")[2] for x in made.missing({**SOUND, **changes})]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"model": "mechanism:open_tendr"}, "there is no mechanism:open_tendr"),
        ({"model": "world.city.residnts"}, "there is no world.city.residnts"),
        ({"shown": "tests/model/test_contracts.py::test_no_such"}, "there is no tests/model/test_contracts.py::test_no_such"),
        ({"shown": "experiments/no_such.py"}, "there is no experiments/no_such.py"),
        ({"shown": "color:blue"}, "there is no color:blue"),
        ({"model": "", "status": "none"}, "names no place in the model"),
        ({"shown": "", "status": "part", "missing": "all of it"}, "names no test or experiment"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(made: ModuleType, changes: dict[str, str], fault: str) -> None:
    assert faults(made) == []
    assert faults(made, **changes) == [fault]


TEST = "tests/phenomena/test_money_and_need.py::test_little_money_buys_few_projects"
DIALS = "tests/model/test_dials.py::test_every_lever_moves_something_from_its_month_on"
TABLE, RULE, PRESETS = (
    "experiments/integrity.py",
    "tests/rules/test_trust.py",
    "tests/model/test_presets_run.py::test_a_preset_runs_under_all_its_policies_and_nothing_is_lost",
)


@pytest.mark.parametrize("kind", ["X", "R", "E", "P", "X/R", "P/E", "M/E"])
@pytest.mark.parametrize("weak", [TABLE, RULE, PRESETS, "figure:who_wins", f"{TABLE};{RULE};{PRESETS};figure:who_wins"])
def test_a_phenomenon_is_shown_by_what_fails_without_it_and_by_nothing_less(made: ModuleType, kind: str, weak: str) -> None:
    assert [x.partition(" by ")[0] for x in faults(made, kind=kind, shown=weak)] == ["shown"]
    assert faults(made, kind=kind, shown=weak, status="part", missing="a test of its sign") == []
    for strong in (TEST, "prediction:3a"):
        assert faults(made, kind=kind, shown=f"{weak};{strong}") == []


@pytest.mark.parametrize(
    ("kind", "enough", "too_little"),
    [("M", TABLE, RULE), ("M", TEST, PRESETS), ("A", RULE, "figure:who_wins"), ("C", PRESETS, "figure:who_wins")],
)
def test_a_mode_needs_a_market_and_a_word_more_than_a_figure(made: ModuleType, kind: str, enough: str, too_little: str) -> None:
    assert faults(made, kind=kind, shown=enough) == []
    assert len(faults(made, kind=kind, shown=too_little)) == 1


def test_that_a_lever_moves_something_is_never_evidence(made: ModuleType) -> None:
    assert faults(made, shown=f"{DIALS};{TEST}", kind="X") == ["that something moves is no evidence"]


def test_a_prediction_that_was_missed_shows_nothing(made: ModuleType) -> None:
    assert faults(made, kind="E", shown=f"{TEST};prediction:6c") == ["prediction 6c did not come true"]


@pytest.mark.parametrize("changes", [{"status": "part"}, {"missing": "something"}, {"status": "none"}, {"status": "yes"}])
def test_a_status_says_what_it_means(made: ModuleType, changes: dict[str, str]) -> None:
    assert len(faults(made, **changes)) == 1


def test_a_row_without_a_place_gives_its_reason(made: ModuleType) -> None:
    reasons = [row["note"] for row in made.rows() if not row["model"]]
    assert all(note.startswith(made.NOT_MODELLED) and len(note) > 60 for note in reasons)
    assert len(reasons) <= 3
