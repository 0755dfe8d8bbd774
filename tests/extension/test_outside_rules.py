"""Somebody else's price rule and payment rule: the classes of the how-to pages, under all laws, in a study over two processes."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import gpssim
from gpssim import registry

HERE = Path(__file__).parent
HOW_TO = HERE.parents[1] / "docs" / "how-to"
for folder in ("price_rules", "payments"):
    sys.path.insert(0, str(HERE.parent / folder))
import payment_laws  # noqa: E402  # the laws every payment rule must keep
import price_laws  # noqa: E402  # the laws every price rule must keep

del sys.path[:2]


@dataclass(frozen=True)
class Page:
    """A how-to page and what its first block holds."""

    kind: str
    file: str
    cls: str
    name: str


PRICE = Page("price_rule", "add_a_price_rule.md", "RootRatio", "root_ratio")
PAYMENT = Page("payment", "add_a_payment_rule.md", "KeptForBonus", "kept_for_bonus")
LAWS = [(PRICE, law) for law in price_laws.LAWS] + [(PAYMENT, law) for law in payment_laws.LAWS]


def save(page: Page, folder: Path, monkeypatch: pytest.MonkeyPatch) -> type:
    """The page's first block, saved in a file that only this process can import, and registered."""
    block = re.findall(r"^```python\n(.*?)^```$", (HOW_TO / page.file).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[0]
    name = f"rule_{page.name}_{folder.name.replace('-', '_')}"
    (folder / f"{name}.py").write_text(block, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    return registry.register(page.kind, getattr(importlib.import_module(name), page.cls))


@pytest.fixture
def written(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type]:
    page: Page = request.param
    yield save(page, tmp_path, monkeypatch)
    registry.forget(page.kind, page.name)


@pytest.mark.conformance
@pytest.mark.parametrize(("written", "law"), LAWS, ids=lambda x: getattr(x, "__name__", ""), indirect=["written"])
def test_the_pages_rule_keeps_the_law(law: Any, written: Any) -> None:
    law(written())


@pytest.mark.sameness
def test_a_study_carries_them_to_other_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for page in (PRICE, PAYMENT):
        save(page, tmp_path, monkeypatch)
    settings, levers = {"price_rule": "root_ratio"}, {"payment": "kept_for_bonus"}
    policy = gpssim.Policy.of("open_tender", "own", settings, levers)
    sizes = {"world.city.n_citizens": 300, "warm_up": 3, "months": 8, "world.bidding.family": "markup"}
    scenario = gpssim.replace(gpssim.load_scenario("textbook"), sizes)
    try:
        studies = (gpssim.Study(scenario, policies=[policy], replications=2, seed=5, workers=n) for n in (1, 2))
        one, two = (study.run(progress=False) for study in studies)
    finally:
        for page in (PRICE, PAYMENT):
            registry.forget(page.kind, page.name)
    assert set(one.runs["status"]) == {"SUCCEEDED"}
    assert one.digest == two.digest
    assert {"price_rule root_ratio", "payment kept_for_bonus"} <= set(one.manifest["sources"])
