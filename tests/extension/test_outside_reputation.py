"""Somebody else's reputation system: the class of the how-to page, under all laws, in a whole study over two processes."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import gpssim
from gpssim import registry
from gpssim.information.reputation.base import ReputationSystem

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "how-to" / "add_a_reputation_system.md"
sys.path.insert(0, str(HERE.parent / "information"))
from reputation_laws import LAWS, Law  # noqa: E402  # the laws every system must keep

sys.path.pop(0)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[ReputationSystem]]:
    """The page's first block, saved in a file that only this process can import, and registered."""
    block = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[0]
    name = f"record_{tmp_path.name.replace('-', '_')}"
    (tmp_path / f"{name}.py").write_text(block, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield registry.register("reputation", importlib.import_module(name).LastImpression)
    registry.forget("reputation", "last_impression")


@pytest.mark.conformance
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_pages_system_keeps_the_law(law: Law, written: type[ReputationSystem]) -> None:
    law(written())


@pytest.mark.sameness
def test_a_study_carries_it_to_other_processes(written: type[ReputationSystem]) -> None:
    changes = {
        "world.city.n_citizens": 400,
        "warm_up": 6,
        "months": 12,
        "world.information.reputation": "last_impression",
        "world.information.published_reputation": "last_impression",
    }
    scenario = gpssim.replace(gpssim.load_scenario("textbook"), changes)
    studies = (gpssim.Study(scenario, policies=["directed_commission"], replications=2, seed=5, workers=n) for n in (1, 2))
    one, two = (study.run(progress=False) for study in studies)
    assert set(one.runs["status"]) == {"SUCCEEDED"}
    assert one.digest == two.digest
    assert any(name.startswith("reputation last_impression") for name in one.manifest["sources"])
