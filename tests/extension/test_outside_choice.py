"""Somebody else's choice rule: the class of the how-to page, under all laws, in a whole study over two processes."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import gpssim
from gpssim import registry
from gpssim.mechanisms.choosing.base import ChoiceRule

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "how-to" / "add_a_choice_rule.md"
sys.path.insert(0, str(HERE.parent / "mechanisms"))
from choice_laws import LAWS, Law  # noqa: E402  # the laws every rule must keep

sys.path.pop(0)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[ChoiceRule]]:
    """The page's first block, saved in a file that only this process can import, and registered."""
    block = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[0]
    name = f"choice_{tmp_path.name.replace('-', '_')}"
    (tmp_path / f"{name}.py").write_text(block, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield registry.register("choice", importlib.import_module(name).ByHabit)
    registry.forget("choice", "by_habit")


@pytest.mark.conformance
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_pages_rule_keeps_the_law(law: Law, written: type[ChoiceRule]) -> None:
    law(written())


@pytest.mark.sameness
def test_a_study_carries_it_to_other_processes(written: type[ChoiceRule], tmp_path: Path) -> None:
    rules = tmp_path / "own.toml"
    rules.write_text('name = "own"\n[thresholds]\npurchase_limit = 50000.0\nopen_tender = 90000.0\n', encoding="utf-8")
    sizes = {"world.city.n_citizens": 300, "warm_up": 0, "months": 12, "world.law.rule_set": str(rules)}
    scenario = gpssim.replace(gpssim.load_scenario("textbook"), sizes)
    both = tuple(gpssim.MechanismShare(mechanism=name, share=0.5) for name in ("open_tender", "directed_commission"))
    policy = gpssim.Policy(name="habit", shares=both, levers={"choice": "by_habit"})
    studies = (gpssim.Study(scenario, policies=[policy], replications=2, seed=5, workers=n) for n in (1, 2))
    one, two = (study.run(progress=False) for study in studies)
    assert set(one.runs["status"]) == {"SUCCEEDED"}
    assert one.digest == two.digest
    assert {"choice by_habit", f"rule set {rules.name}"} <= set(one.manifest["sources"])
    assert set(one.table("choices")["reason"]) >= {"by_habit"}
