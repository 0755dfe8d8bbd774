"""Mechanisms with rounds, lots and invitations in a running market, and rules of entry that are off by default."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
import pytest
from small_market import frames_of, small_scenario, varied, warmed

from gpssim.model import PublicServiceMarket
from gpssim.scenario import Policy

MONTHS = 12


@lru_cache
def tables_of(mechanism: str) -> dict[str, pd.DataFrame]:
    return frames_of(warmed().branch(mechanism).run(MONTHS))


BOUGHT_WITH = [
    "invited_tender",
    "competitive_negotiation",
    "competitive_consultation",
    "framework_agreement",
    "commissioning",
    "in_house",
    "direct_grant",
    "volunteer_service",
    "single_source",
    "lottery",
]


@pytest.mark.parametrize("mechanism", BOUGHT_WITH)
def test_a_market_buys_with_it(mechanism: str) -> None:
    projects = tables_of(mechanism)["projects"]
    own = projects[(projects["mechanism"] == mechanism) & (projects["month_opened"] >= 0)]
    won = own[own["n_awards"] > 0]
    assert len(won) > 10
    assert (own["n_invited"] > 0).any()


def test_invitations_are_few() -> None:
    projects = tables_of("invited_tender")["projects"]
    own = projects[(projects["mechanism"] == "invited_tender") & (projects["month_opened"] >= 0)]
    assert own["n_invited"].max() <= 5


@pytest.mark.parametrize("rule", ["mixed", "threshold"])
def test_rules_of_entry_thin_out_offers_when_they_cost_more(rule: str) -> None:
    offers = []
    for hours in (0.0, 20.0):
        scenario = varied(world__bidding__entry=rule, world__bidding__reserve_hours=hours, warm_up=0)
        projects = frames_of(PublicServiceMarket(scenario, "open_tender", seed=7, check=True).run(MONTHS))["projects"]
        offers.append(projects[projects["mechanism"] == "open_tender"]["n_bids"].mean())
    assert offers[1] < offers[0]


def test_an_incumbency_advantage_lowers_prices_and_wins_unless_it_is_too_cheap_to_believe() -> None:
    """Whom four tenths less cost, wins nine times of ten with a valid offer; many of its offers are refused as abnormally low."""
    valid, won, price = [], [], []
    for advantage in (0.0, 0.4):
        scenario = varied(world__organizations__incumbency_advantage=advantage)
        policy = Policy.of("open_tender", settings={"rule": "lowest_evaluated_price"}, levers={"tender_cycle_years": 1})
        told = frames_of(PublicServiceMarket(scenario, policy, seed=7, check=True).run())
        held = told["projects"].query("mechanism == 'open_tender' and incumbent >= 0 and n_awards > 0")
        offers = told["bids"].merge(held[["project", "attempt", "incumbent"]], on=["project", "attempt"])
        own = offers[offers["organization"] == offers["incumbent"]]
        valid.append(own["valid"].mean())
        won.append(own.loc[own["valid"], "won"].mean())
        price.append((held["winning_price"] / held["ceiling"]).mean())
    assert won[0] < 0.6
    assert won[1] > 0.9
    assert valid[1] < valid[0] - 0.2
    assert price[1] < price[0]


def test_neutral_values_are_the_defaults() -> None:
    assert varied(world__organizations__incumbency_advantage=0.0, world__bidding__entry="profit") == small_scenario()


def test_with_average_bids_everybody_asks_the_ceiling() -> None:
    scenario = varied(world__bidding__family="equilibrium", warm_up=0)
    policy = Policy.of("open_tender", settings={"rule": "lowest_evaluated_price", "price_rule": "closest_to_mean"})
    tables = frames_of(PublicServiceMarket(scenario, policy, seed=7, check=True).run(4))
    projects = tables["projects"][tables["projects"]["mechanism"] == "open_tender"]
    won = projects[projects["n_awards"] > 0]
    assert len(won) > 5
    assert np.allclose(won["winning_price"], won["ceiling"])
