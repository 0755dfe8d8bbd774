"""Small markets for cases that theory knows: everything off but what a case turns on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.scenario import Scenario, load_scenario, replace

BASE: Final = "textbook"
"""The preset in which all behavior beside buying, bidding and serving is off."""


@lru_cache
def _base() -> Scenario:
    return load_scenario(BASE)


def special(
    dials: Mapping[str, Any] | None = None,
    mechanism: str = "open_tender",
    *,
    settings: Mapping[str, Any] | None = None,
    levers: Mapping[str, Any] | None = None,
    seed: int = 1,
    replication: int = 0,
) -> PublicServiceMarket:
    """A special market at its founding: the preset ``textbook`` with some dials turned; conservation is checked after every month.

    Parameters
    ----------
    dials : dotted paths of the scenario and their values (``world.organizations.quit_rate``, ``warm_up`` …).
    mechanism : buys everything from the first month on, in the warm-up and after it.
    settings : parameters of the mechanism.
    levers : levers of the policy.
    seed, replication : of all luck, integers >= 0.

    Raises
    ------
    GpssimError : a name or value that cannot be.
    """
    portfolio = [{"mechanism": mechanism, "share": 1.0}]
    terms = [{"mechanism": mechanism, "name": name, "value": value} for name, value in (settings or {}).items()]
    turned = {f"policy.levers.{name}": value for name, value in (levers or {}).items()}
    scenario = replace(_base(), {"policy.shares": portfolio, "policy.settings": terms, **turned, **(dials or {})})
    return PublicServiceMarket(scenario, scenario.policy.name, seed=seed, replication=replication, check=True)


def alike(market: PublicServiceMarket) -> PublicServiceMarket:
    """The market with organizations of the usual wage and share of professionals, so that luck apart work costs all the same."""
    usual, o = market.world.organizations, market.organizations
    o["wage"][:], o["professional_share"][:] = usual.wage, usual.professional_share
    return market


def tables(market: PublicServiceMarket) -> dict[str, pd.DataFrame]:
    """What a market wrote down, by the name of the table ({doc}`the tables </reference/tables>`)."""
    return market.tables()


def one_domain(
    verifiability: float = 0.5, unit_cost: float = 100.0, *, prevalence: float = 0.1, duration: float = 12.0
) -> list[Any]:
    """A city with one service: ``world.domains`` of the same need in every group and all of the money.

    Parameters
    ----------
    verifiability : part of quality that can be verified, in [0, 1].
    unit_cost : declared, yuan per place-month, above 0.
    prevalence : chance to be in need, in [0, 1]. duration : of a spell of need, months.
    """
    service = {"name": "community", "prevalence": [prevalence] * 5, "duration": duration, "unit_cost": unit_cost}
    return [{**service, "verifiability": verifiability, "budget_share": 1.0}]


def under(path: str, **values: Any) -> dict[str, Any]:
    """Dials below one dotted path: ``under("world.bidding", discount=0.9)`` is ``{"world.bidding.discount": 0.9}``."""
    return {f"{path}.{name}": value for name, value in values.items()}


def until_contracts(market: PublicServiceMarket) -> PublicServiceMarket:
    """The market in the first month that ends with a contract."""
    while not len(market.contracts):
        market.step()
    return market
