"""The coverage page names nothing that does not exist, leaves no row out, and is current."""

from __future__ import annotations

import importlib.util
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
    spec.loader.exec_module(module)
    return module


def test_every_row_names_a_place_and_what_shows_it(made: ModuleType) -> None:
    assert [fault for row in made.rows() for fault in made.missing(row)] == []


def test_the_page_is_current(made: ModuleType) -> None:
    assert made.PAGE.read_text(encoding="utf-8") == made.NOTE + made.page(), "type: python docs/coverage_of_texts.py"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"model": "mechanism:open_tendr"}, "there is no mechanism:open_tendr"),
        ({"model": "world.city.residnts"}, "there is no world.city.residnts"),
        ({"shown": "tests/model/test_contracts.py::test_no_such"}, "there is no tests/model/test_contracts.py::test_no_such"),
        ({"shown": "experiments/no_such.py"}, "there is no experiments/no_such.py"),
        ({"shown": "color:blue"}, "there is no color:blue"),
        ({"model": ""}, "names no place in the model"),
        ({"shown": ""}, "names no test or experiment"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(made: ModuleType, changes: dict[str, str], fault: str) -> None:
    sound = {"source": "S4", "zh": "公信力", "model": "indicator:coverage", "shown": "tests/model/test_contracts.py", "note": ""}
    assert list(made.missing(sound)) == []
    assert [x.partition(": ")[2] for x in made.missing({**sound, **changes})] == [fault]


def test_a_row_without_a_place_gives_its_reason(made: ModuleType) -> None:
    reasons = [row["note"] for row in made.rows() if not row["model"]]
    assert all(note.startswith(made.NOT_MODELLED) and len(note) > 60 for note in reasons)
    assert len(reasons) <= 3
