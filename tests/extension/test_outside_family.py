"""Somebody else's bidding family: registered, run through a whole study by two processes, learning as it goes."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import gpssim
from gpssim import registry

FAMILY = '''
from typing import ClassVar

import numpy as np

from gpssim.bidding.base import Offer, promised
from gpssim.bidding.markup import Markup
from gpssim.plugins import plugin
from gpssim.scenario.fields import share


@plugin
class Hungry(Markup):
    """After every lost purchase an organization takes something off its mark-up; after a win it starts anew."""

    name: ClassVar[str] = "hungry"
    label: ClassVar[str] = "hungry"
    label_zh: ClassVar[str] = "饥饿"
    source: ClassVar[str] = "assumption"

    step: float = share(0.2, "part of the mark-up given up after a loss", "assumption")

    @property
    def n_state(self):
        return 1

    def offer(self, info):
        lost = self.recalled(info)[:, 0]
        return self.marked_up(info, self.markup * (1.0 - self.step) ** lost)

    def learn(self, info, outcome):
        before = self.recalled(info)
        after = np.where(outcome.won[:, None], 0.0, before + 1.0)
        return np.where(outcome.offered[:, None], after, before)
'''


@pytest.fixture
def hungry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type]:
    """The family, from a module that only this process can import."""
    name = f"family_{tmp_path.name.replace('-', '_')}"
    (tmp_path / f"{name}.py").write_text(FAMILY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield gpssim.register("bidding", importlib.import_module(name).Hungry)
    registry.forget("bidding", "hungry")


def scenario(step: float) -> gpssim.Scenario:
    changes = {
        "world.bidding.family": "hungry",
        "world.bidding.settings": [{"family": "hungry", "name": "step", "value": step}],
        "warm_up": 6,
        "months": 24,
    }
    return gpssim.replace(gpssim.load_scenario("textbook"), changes)


@pytest.mark.sameness
def test_a_study_carries_it_to_other_processes(hungry: type) -> None:
    studies = [gpssim.Study(scenario(0.2), ["open_tender"], replications=2, seed=5, workers=n) for n in (1, 2)]
    one, two = (study.run(progress=False) for study in studies)
    assert set(one.runs["status"]) == {"SUCCEEDED"}, one.runs["reason"].tolist()
    assert one.digest == two.digest
    assert gpssim.regret(two).families["family"].tolist() == ["hungry"]


def test_it_learns_as_the_market_goes(hungry: type) -> None:
    model = gpssim.PublicServiceMarket(scenario(0.2), check=True).run()
    assert model.organizations["bidding_state"][:, 0].max() >= 1.0
    bids = model.table("bids")
    assert (bids["price"] / bids["true_cost"]).min() < 1.0 + 0.08 * 0.81
    model.release()


def test_a_branch_learns_on_its_own(hungry: type) -> None:
    start = gpssim.PublicServiceMarket(scenario(0.2)).warm_up()
    before = start.organizations["bidding_state"].copy()
    branch = start.branch("open_tender").run()
    alone = gpssim.PublicServiceMarket(scenario(0.2)).run()
    assert start.organizations["bidding_state"].tobytes() == before.tobytes()
    assert branch.organizations["bidding_state"].tobytes() == alone.organizations["bidding_state"].tobytes()
