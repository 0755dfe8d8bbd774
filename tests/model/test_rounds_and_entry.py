"""Mechanisms with rounds, lots and invitations in a running market, and rules of entry that are off by default."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
import pytest
from small_market import frames, frames_of, small_scenario, table_digests, varied, warmed

from gpssim.model import PublicServiceMarket
from gpssim.scenario import Policy

MONTHS = 12


@lru_cache
def tables_of(mechanism: str) -> dict[str, pd.DataFrame]:
    return frames_of(warmed().branch(mechanism).run(MONTHS))


def bids_of(mechanism: str) -> pd.DataFrame:
    bids = tables_of(mechanism)["bids"]
    return bids[bids["mechanism"] == mechanism] if "mechanism" in bids else bids


@pytest.mark.parametrize("mechanism", ["invited_tender", "competitive_negotiation", "single_source", "lottery"])
def test_a_market_buys_with_it(mechanism: str) -> None:
    projects = tables_of(mechanism)["projects"]
    own = projects[(projects["mechanism"] == mechanism) & (projects["month"] >= 0)]
    won = own[own["n_awards"] > 0]
    assert len(won) > 10
    assert (own["n_invited"] > 0).any()


def test_invitations_are_few() -> None:
    projects = tables_of("invited_tender")["projects"]
    own = projects[(projects["mechanism"] == "invited_tender") & (projects["month"] >= 0)]
    assert own["n_invited"].max() <= 5


def first(scenario: object, policy: str) -> dict[str, str]:
    return table_digests(PublicServiceMarket(scenario, policy, seed=7, check=True).run(MONTHS))  # type: ignore[arg-type]  # a scenario


@pytest.mark.parametrize("rule", ["mixed", "threshold"])
def test_rules_of_entry_thin_out_offers_when_they_cost_more(rule: str) -> None:
    offers = []
    for hours in (0.0, 20.0):
        scenario = varied(world__bidding__entry=rule, world__bidding__reserve_hours=hours, warm_up=0)
        projects = frames_of(PublicServiceMarket(scenario, "open_tender", seed=7, check=True).run(MONTHS))["projects"]
        offers.append(projects[projects["mechanism"] == "open_tender"]["n_bids"].mean())
    assert offers[1] < offers[0]


def test_an_incumbency_advantage_keeps_lines() -> None:
    kept = []
    for advantage in (0.0, 0.4):
        scenario = varied(world__organizations__incumbency_advantage=advantage)
        policy = Policy.of("open_tender", settings={"rule": "lowest_evaluated_price"}, levers={"tender_cycle_years": 1})
        contracts = frames_of(PublicServiceMarket(scenario, policy, seed=7, check=True).run())["contracts"]
        kept.append(contracts)
    assert len(kept[0]) != len(kept[1]) or not kept[0].equals(kept[1])


def test_neutral_values_change_nothing() -> None:
    scenario = varied(world__organizations__incumbency_advantage=0.0, world__bidding__entry="profit")
    assert scenario == small_scenario()
    assert np.isfinite(frames("open_tender")["projects"]["month"]).all()
