"""The reference pages read off the code are current."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", list(generator().PAGES))
def test_a_generated_page_is_current(name: str) -> None:
    made = generator()
    written = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert written == made.NOTE + made.PAGES[name](), "type: python docs/generate.py"


def test_every_parameter_has_unit_meaning_and_source() -> None:
    from gpssim.scenario import Scenario
    from gpssim.scenario.parameters import parameters

    rows = parameters(Scenario())
    assert [r.path for r in rows if not (r.unit and r.meaning and r.meaning_zh and r.source)] == []


def test_every_name_of_the_front_door_is_documented() -> None:
    import gpssim

    page = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    assert [name for name in gpssim.__all__ if f"`{name}`" not in page] == []
