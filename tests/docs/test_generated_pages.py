"""The reference pages read off the code are current."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


def generator(script: str = "generate") -> ModuleType:
    spec = importlib.util.spec_from_file_location(script, DOCS / f"{script}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(DOCS))  # where Python looks when a script of this folder is run
    spec.loader.exec_module(module)
    sys.path.remove(str(DOCS))
    return module


@pytest.mark.parametrize("name", list(generator().PAGES))
def test_a_generated_page_is_current(name: str) -> None:
    made = generator()
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == made.written(name), "type: python docs/generate.py"


@pytest.mark.parametrize("name", list(generator("theory_book").PAGES))
def test_a_page_of_the_theory_book_is_current(name: str) -> None:
    made = generator("theory_book")
    written = (DOCS / "theory" / name).read_text(encoding="utf-8")
    assert written == made.NOTE + made.PAGES[name](), "type: python docs/theory_book.py"


def test_the_theory_book_shows_a_verification_of_the_cases_it_describes() -> None:
    made = generator("theory_book")
    addresses = {made.address(c.id, v.quantity, v.inputs) for chapter in made.cases() for c in chapter for v in c.values}
    assert set(made.found()) == addresses, "type: python docs/theory_book.py --run"
    assert all(row["pass"] for row in made.found().values())


def test_every_parameter_has_unit_meaning_and_source() -> None:
    from gpssim.scenario import Scenario
    from gpssim.scenario.parameters import parameters

    rows = parameters(Scenario())
    assert [r.path for r in rows if not (r.unit and r.meaning and r.meaning_zh and r.source)] == []
