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
