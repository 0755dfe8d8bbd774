"""The dedicated fund calls for proposals with any mechanism that buys by call, somebody else's too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pytest

import gpssim
from gpssim import registry
from gpssim.mechanisms.venture_philanthropy import VenturePhilanthropy
from gpssim.plugins import plugin
from gpssim.scenario.fields import share


@plugin
class SmallGrants(VenturePhilanthropy):
    """A call of the foundation's own kind: every proposal above the line is funded while the money lasts."""

    name: ClassVar[str] = "small_grants"
    label: ClassVar[str] = "small grants"
    label_zh: ClassVar[str] = "小额资助"

    funded_share: float = share(1.0, "part of the proposals that is funded, at most", "assumption")


@pytest.fixture
def small_grants() -> Iterator[None]:
    gpssim.register("mechanism", SmallGrants)
    yield
    registry.forget("mechanism", "small_grants")


@pytest.mark.usefixtures("small_grants")
def test_the_fund_calls_with_somebody_elses_mechanism() -> None:
    sizes = {"world.city.n_citizens": 600, "warm_up": 0, "months": 18}
    levers = {"policy.levers.fund_per_head": 8.0, "policy.levers.fund_uses": "small_grants=1"}
    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), {**sizes, **levers})
    model = gpssim.PublicServiceMarket(scenario, "open_tender", seed=7, check=True).run()
    funded = [k for k in range(len(model.contracts)) if model.lines[model.contracts.line[k]].funded]
    assert funded
    assert {model.mechanism_names[model.contracts.mechanism[k]] for k in funded} == {"small_grants"}


@plugin
class OpenGrants(SmallGrants):
    """The same without a cap on an award."""

    name: ClassVar[str] = "open_grants"
    label: ClassVar[str] = "open grants"
    label_zh: ClassVar[str] = "开放资助"

    @property
    def award_cap(self) -> float:
        return float("inf")


@pytest.fixture
def open_grants() -> Iterator[None]:
    gpssim.register("mechanism", OpenGrants)
    yield
    registry.forget("mechanism", "open_grants")


def ran(levers: dict[str, object]) -> gpssim.PublicServiceMarket:
    sizes = {"world.city.n_citizens": 600, "warm_up": 0, "months": 12}
    scenario = gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), {**sizes, **levers})
    return gpssim.PublicServiceMarket(scenario, "only:open_tender", seed=7, check=True).run()


@pytest.mark.usefixtures("small_grants")
def test_two_calls_of_a_purchaser_differ_in_luck() -> None:
    levers = {"policy.levers.fund_per_head": 20.0, "policy.levers.fund_uses": "small_grants=0.5, venture_philanthropy=0.5"}
    projects = ran(levers).table("projects")
    calls = projects[projects["mechanism"].isin(["small_grants", "venture_philanthropy"])]
    both = calls.groupby(["purchaser", "domain", "fiscal_year"])["mechanism"].nunique() == 2
    assert both.any()
    assert calls["project"].is_unique
    assert set(calls["ordinal"]) == {10_001, 10_003}  # paid by the fund: the odd ones


@pytest.mark.usefixtures("small_grants", "open_grants")
def test_a_call_without_a_cap_is_opened_where_half_a_usual_project_is_paid_for() -> None:
    def held(per_head: float) -> int:
        levers = {"policy.levers.fund_per_head": per_head, "policy.levers.fund_uses": "open_grants=1"}
        return len(ran(levers).table("projects").query("mechanism == 'open_grants'"))

    assert held(0.01) == 0 < held(20.0)
