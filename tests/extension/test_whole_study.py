"""Somebody else's mechanisms in the market itself: whole runs with conservation checks, and a study over two processes."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import gpssim
from gpssim import registry
from gpssim.mechanisms.base import Mechanism
from gpssim.plugins import class_in, discover

NAMES = ("drawing_of_lots", "neighborhood_voucher", "price_talks")


@pytest.fixture
def registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The dummies, registered from a package that only this process can import."""
    name = f"market_{tmp_path.name.replace('-', '_')}"
    shutil.copytree(Path(__file__).parent / "outside_mechanisms", tmp_path / name)
    monkeypatch.syspath_prepend(str(tmp_path))
    package = importlib.import_module(name)
    for cls in discover(package.__name__, lambda module: class_in(module, Mechanism)).values():
        registry.register("mechanism", cls)
    yield
    for word in NAMES:
        registry.forget("mechanism", word)


@pytest.fixture(scope="module")
def small() -> gpssim.Scenario:
    changes = {"world.city.n_citizens": 600, "warm_up": 12, "months": 24, "policy.levers.tender_cycle_years": 1}
    return gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), changes)


@pytest.mark.conformance
@pytest.mark.parametrize("name", NAMES)
def test_an_outside_mechanism_runs_the_market_and_conserves_everything(name: str, registered: None, small: gpssim.Scenario) -> None:
    model = gpssim.PublicServiceMarket(small, name, seed=3, check=True).run()
    held = model.table("projects")
    awarded = held[(held["mechanism"] == name) & (held["outcome"] == "awarded")]
    assert len(awarded) > 5


def test_citizens_choose_among_those_admitted(registered: None, small: gpssim.Scenario) -> None:
    city = gpssim.replace(small, {"world.city.n_citizens": 2000})  # contracts of some dozen places: fewer units hardly meet them
    model = gpssim.PublicServiceMarket(city, "neighborhood_voucher", seed=3, check=True).run()
    contracts = model.contracts
    chosen = np.flatnonzero(contracts.by_choice & (contracts.start >= 12))
    assert chosen.size > 10
    together = {(int(contracts.project[k]), int(contracts.start[k])) for k in chosen}
    assert len(together) < chosen.size, "no purchase ended in several contracts"
    assert contracts.n_heard[chosen].sum() > 0, "nobody chose"
    # money follows the citizen: what counts as delivered is what residents used, over all of them (a contract has few survey units)
    months = contracts.end[chosen] - contracts.start[chosen]
    done = chosen[contracts.end[chosen] <= model.month]
    used = contracts.n_heard[done].sum() * city.world.residents_per_citizen
    assert contracts.delivered[done].sum() == pytest.approx(used, rel=0.25)
    assert contracts.delivered[chosen].sum() < (contracts.places[chosen] * months).sum()


@pytest.mark.sameness
def test_a_study_carries_them_to_other_processes(registered: None, small: gpssim.Scenario) -> None:
    policies = ["neighborhood_voucher", "price_talks"]
    studies = (gpssim.Study(small, policies=policies, replications=2, months=12, seed=5, workers=n) for n in (1, 2))
    one, two = (study.run(progress=False) for study in studies)
    assert set(one.runs["status"]) == {"SUCCEEDED"}
    assert one.digest == two.digest
    assert len(gpssim.compare(two)) > 10
