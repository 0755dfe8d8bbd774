"""Somebody else's mechanism: a class in a package of one's own, registered, checked, run, and carried to other processes."""

from __future__ import annotations

import importlib
import os
import pickle
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import cloudpickle
import numpy as np
import pytest

from gpssim import registry
from gpssim.bidding.base import BidderInfo, BiddingFamily, Offer
from gpssim.errors import GpssimError, ScenarioError, UnknownNameError
from gpssim.market import Bid, Request
from gpssim.mechanisms.base import Mechanism
from gpssim.plugins import class_in, discover, parameters, plugin
from gpssim.scenario import Change, Levers, MechanismSetting, MechanismShare, Policy, Scenario
from gpssim.scenario.fields import param

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "mechanisms"))
from purchases import alike, project  # noqa: E402  # the purchases mechanisms are tried on

sys.path.pop(0)


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The dummy package in a folder of its own, under a name nobody has imported."""
    name = f"city_{tmp_path.name.replace('-', '_')}"
    shutil.copytree(HERE / "outside_mechanisms", tmp_path / name)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module(name)
    for word in ("drawing_of_lots", "neighborhood_voucher", "price_talks"):
        registry.forget("mechanism", word)


def classes(package: ModuleType) -> dict[str, type]:
    return discover(package.__name__, lambda module: class_in(module, Mechanism))


def test_the_documented_route(outside: ModuleType) -> None:
    for cls in classes(outside).values():
        assert registry.register("mechanism", cls) is cls
    assert {"drawing_of_lots", "neighborhood_voucher", "price_talks", "open_tender"} <= set(registry.mechanisms())
    talks = registry.mechanism("price_talks", {"n_rounds": 3})
    assert (talks.name, talks.n_rounds) == ("price_talks", 3)  # type: ignore[attr-defined]  # its own parameter
    with pytest.raises(ScenarioError, match=r"price_talks\.n_rounds = 0 is impossible: it must be a whole number from 1 to 10"):
        registry.mechanism("price_talks", {"n_rounds": 0})
    assert registry.schemas("mechanism")["price_talks"]["properties"]["n_rounds"]["maximum"] == 10


def test_a_scenario_may_name_it(outside: ModuleType) -> None:
    with pytest.raises(UnknownNameError, match="unknown policy or mechanism 'drawing_of_lots'"):
        registry.check(Scenario(), "drawing_of_lots")
    registry.register("mechanism", classes(outside)["drawing_of_lots"])
    assert registry.check(Scenario(), "drawing_of_lots").shares[0].mechanism == "drawing_of_lots"


def test_a_voucher_admits_everybody_and_lets_citizens_choose(outside: ModuleType) -> None:
    voucher = classes(outside)["neighborhood_voucher"](posted_share=0.9)
    one = replace(alike(), project=project(n_awards=99))
    handed = one.handed(voucher)
    asked: list[Request] = []

    def answer(request: Request, invited: tuple[int, ...], before: tuple[Bid, ...]) -> list[Bid]:
        asked.append(request)
        return [Bid(i, request.price, 40.0, 0.0, 0.0) for i in invited if i != 2]

    decision = voucher.decide(handed, voucher.gather(handed, answer))
    assert [(r.kind, r.price) for r in asked] == [("accept", 90.0)]
    assert sorted((a.bidder, a.price, a.places) for a in decision.awards) == [(k, 90.0, 40.0) for k in (0, 1, 3, 4)]
    assert {(a.terms.assignment, a.terms.basis) for a in decision.awards} == {("citizen", "per_unit")}
    table = voucher.choice(handed, decision)
    assert table.bidders == (0, 1, 3, 4)
    assert table.utility.shape == (4, 5)


def test_talks_take_several_rounds_and_disclose_the_lowest_offer(outside: ModuleType) -> None:
    talks = classes(outside)["price_talks"](n_rounds=3, n_invited=3)
    handed = alike().handed(talks)
    standing: list[float] = []

    def answer(request: Request, invited: tuple[int, ...], before: tuple[Bid, ...]) -> list[Bid]:
        standing.append(request.standing_offer)
        start = 90.0 if np.isnan(request.standing_offer) else request.standing_offer
        return [Bid(i, start - 1.0 - 0.1 * i, 200.0, 0.0, 0.0) for i in invited]

    offers = talks.gather(handed, answer)
    decision = talks.decide(handed, offers)
    last = max(talks.invite(handed))
    assert np.isnan(standing[0])
    assert standing[1:] == pytest.approx([89.0 - 0.1 * last, 88.0 - 0.2 * last])
    assert [a.bidder for a in decision.awards] == [last]


CHILD = """
import sys, pickle
from gpssim import registry
payload, solved = pickle.load(sys.stdin.buffer)
registry.adopt(payload)
import cloudpickle
made = cloudpickle.loads(solved)
assert type(made) is registry.mechanisms()[made.name], "two classes of one name"
print(made.name, made.hours, registry.mechanism(made.name, {"hours": 3.0}).hours)
"""


def test_a_class_of_a_temporary_package_travels_by_value(outside: ModuleType) -> None:
    """To a process that cannot import the package."""
    cls = registry.register("mechanism", classes(outside)["drawing_of_lots"])
    sent = pickle.dumps((registry.registered(), cloudpickle.dumps(cls(hours=7.0))))
    done = subprocess.run([sys.executable, "-c", CHILD], input=sent, capture_output=True, check=False)
    assert done.stderr.decode() == ""
    assert done.stdout.decode().split() == ["drawing_of_lots", "7.0", "3.0"]


SCRIPT = """
from concurrent.futures import ProcessPoolExecutor
import multiprocessing
from typing import ClassVar
from gpssim import registry
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.plugins import plugin

@plugin
class HomeMade(OpenTender):
    "An open tender of one's own."
    name: ClassVar[str] = "home_made"

if __name__ == "__main__":
    registry.register("mechanism", HomeMade)
    payload = registry.registered()
    from child import names
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn, initializer=registry.adopt, initargs=(payload,)) as pool:
        print(*pool.map(names, [0.2, 0.4]))
"""

WORKER = """
from gpssim import registry

def names(weight):
    return registry.mechanism("home_made", {"price_weight": weight}).price_weight
"""


def test_a_class_of_a_script_travels_to_two_workers(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(textwrap.dedent(SCRIPT), encoding="utf-8")
    (tmp_path / "child.py").write_text(textwrap.dedent(WORKER), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.split() == ["0.2", "0.4"]


def test_a_bidding_family_of_ones_own() -> None:
    class Ceiling(BiddingFamily):
        name, label, label_zh, source = "ceiling", "everybody asks the ceiling", "按最高限价报价", "assumption"

        @classmethod
        def of(cls, world: object) -> Ceiling:
            return cls()

        def offer(self, info: BidderInfo) -> Offer:
            price = np.where(info.cost <= info.ceiling, info.ceiling, np.nan)
            return Offer(price, info.quality, np.where(np.isnan(price), 0.0, 0.5))

    registry.register("bidding", Ceiling)
    scenario = Scenario()
    assert registry.bidding("ceiling", scenario.world).name == "ceiling"
    registry.forget("bidding", "ceiling")
    with pytest.raises(UnknownNameError, match="unknown bidding family 'ceiling'"):
        registry.bidding("ceiling", scenario.world)


@pytest.mark.parametrize(
    ("kind", "cls", "words"),
    [
        ("mechanizm", Mechanism, "unknown kind of plug-in 'mechanizm'; did you mean 'mechanism'"),
        ("mechanism", Mechanism, "must be a concrete subclass of gpssim.mechanisms.base.Mechanism"),
        ("mechanism", int, "must be a concrete subclass"),
        ("mechanism", type("Bare", (registry.mechanisms()["open_tender"],), {}), "must be decorated with gpssim.plugins.plugin"),
        ("bidding", type("Shy", (registry.biddings()["markup"],), {"name": "a-b"}), "name = 'a-b': it must be a word"),
    ],
)
def test_what_is_no_plugin_is_refused(kind: str, cls: type, words: str) -> None:
    with pytest.raises(GpssimError, match=words):
        registry.register(kind, cls)


def policy(**changes: object) -> Policy:
    return Policy(name="trial", **changes)  # type: ignore[arg-type]  # the fields' own types


@pytest.mark.parametrize(
    ("trial", "words"),
    [
        (policy(shares=(MechanismShare(mechanism="open_tendr"),)), "unknown mechanism 'open_tendr'; did you mean 'open_tender'"),
        (policy(change=(Change(month=12, mechanism="lotery"),)), "unknown mechanism 'lotery'"),
        (
            policy(settings=(MechanismSetting(mechanism="open_tender", name="price_weight", value=7.0),)),
            r"open_tender\.price_weight = 7\.0 is impossible: it must be a number from 0\.1 to 1",
        ),
        (
            policy(settings=(MechanismSetting(mechanism="open_tender", name="price_wieght", value=0.3),)),
            "unknown parameter of open_tender 'price_wieght'; did you mean 'price_weight'",
        ),
        (policy(change=(Change(month=6, lever="open_tender.committee", value=True),)), "committee = True is impossible"),
        (policy(change=(Change(month=6, lever="open_tendr.committee", value=7),)), "unknown mechanism 'open_tendr'"),
    ],
)
def test_a_policy_is_checked_before_anything_runs(trial: Policy, words: str) -> None:
    with pytest.raises(GpssimError, match=words):
        registry.check(Scenario(), trial)


def test_the_status_quo_and_the_fallback_are_checked_too() -> None:
    shares = (MechanismShare(mechanism="open_tendr"),)
    with pytest.raises(UnknownNameError, match="open_tendr"):
        registry.check(Scenario(policy=policy(shares=shares)), "open_tender")
    trial = policy().model_copy(update={"levers": policy().levers.model_copy(update={"after_failure": "open_tendr"})})
    line = "unknown name in policy.levers.after_failure: 'open_tendr'; did you mean 'open_tender'"
    with pytest.raises(UnknownNameError, match=line):
        registry.check(Scenario(), trial)
    change = (Change(month=6, lever="after_failure", value="nobody"),)
    with pytest.raises(UnknownNameError, match=r"unknown name in policy\.levers\.after_failure: 'nobody'"):
        registry.check(Scenario(), policy(change=change))
    for nobody in ("", "none"):
        assert registry.check(Scenario(policy=Policy(levers=Levers(after_failure=nobody)))).levers.after_failure == "none"


def test_a_fallback_that_cannot_be_used_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    reason = "mechanism 'broken_lots' is installed and cannot be used"
    monkeypatch.setitem(registry.SHELVES["mechanism"]._unusable, "broken_lots", reason)
    trial = policy().model_copy(update={"levers": policy().levers.model_copy(update={"after_failure": "broken_lots"})})
    with pytest.raises(GpssimError, match="'broken_lots' is installed and cannot be used"):
        registry.check(Scenario(), trial)


def test_parameters_are_declared_with_unit_meaning_domain_and_source() -> None:
    @plugin
    class Weighed:
        weight: float = param(0.3, "share", "weight of the price", "assumption", ge=0.1, le=1.0, swept=(0.2, 0.6))

    (weight,) = parameters(Weighed)
    assert (weight.default, weight.unit, weight.domain, weight.swept) == (0.3, "share", "a number from 0.1 to 1", (0.2, 0.6))
    assert (weight.meaning, weight.source) == ("weight of the price", "assumption")
    for cls in registry.mechanisms().values():
        for row in parameters(cls):
            assert row.unit
            assert row.meaning
            assert row.source


def test_a_badly_declared_plugin_is_refused_where_it_is_made() -> None:
    with pytest.raises(TypeError, match="without default, unit or meaning"):

        @plugin
        class Undeclared:
            weight: float = 0.3

    with pytest.raises(TypeError, match="numbers, words and tuples"):

        @plugin
        class Mutable:
            weights: list[float] = param([0.3], "share", "weights")


def test_a_file_holds_one_plugin_named_like_it(outside: ModuleType) -> None:
    module = importlib.import_module(f"{outside.__name__}.price_talks")
    module.PriceTalks.name = "talks"
    with pytest.raises(GpssimError, match=r"must hold one Mechanism with name = 'price_talks', not PriceTalks\.name = 'talks'"):
        class_in(module, Mechanism)


def test_the_example_of_the_page_on_the_shape_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = HERE.parents[1] / "docs" / "explanation" / "mechanism_shape.md"
    code = page.read_text(encoding="utf-8").split("```{code-block} python\n")[1].split("```")[0]
    (tmp_path / "script_of_a_reader.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    invited = importlib.import_module("script_of_a_reader").SmallTender()
    one = replace(alike(), project=project(n_awards=1))
    assert len(invited.invite(one.handed(invited))) == 3
    assert one.decision(invited).awards[0].legal_basis == "tender"
