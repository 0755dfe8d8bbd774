"""Bidding families in the market: what is disclosed to them, what they keep, what an insincere promise does to delivery."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gpssim.model import PublicServiceMarket
from gpssim.month.contracts import delivery
from gpssim.scenario import load_scenario, replace
from gpssim.state.prices import PriceBoard

TEXTBOOK = replace(load_scenario("textbook"), {"warm_up": 6, "months": 24, "world.organizations.honesty_mean": 0.8})


def market(family: str, **settings: float) -> PublicServiceMarket:
    entries = [{"family": family, "name": name, "value": value} for name, value in settings.items()]
    scenario = replace(TEXTBOOK, {"world.bidding.family": family, "world.bidding.settings": entries})
    return PublicServiceMarket(scenario, "open_tender", check=True)


def bids(model: PublicServiceMarket) -> pd.DataFrame:
    return model.table("bids")


def test_results_are_remembered_for_a_while_and_by_domain() -> None:
    board = PriceBoard(2)
    for month, domain, share in ((0, 0, 0.9), (5, 0, 0.8), (5, 1, 0.7)):
        board.publish(month, domain, share)
    assert board.history(6, 0, 24).price == (0.9, 0.8)
    assert board.history(6, 1, 24).price == (0.7,)
    assert board.history(8, 0, 3).price == (0.8,)
    assert board.history(40, 0, 24).price == ()


def test_bidders_see_winning_prices_of_competitive_purchases_only() -> None:
    model = market("markup").run()
    projects = model.table("projects")
    awarded = projects[(projects["outcome"] == "awarded") & (projects["mechanism"] == "open_tender")]
    expected = (awarded["winning_price"] / awarded["ceiling"]).tolist()
    assert model.prices.history(model.month, 0, 1000).price == tuple(expected)
    directed = PublicServiceMarket(replace(TEXTBOOK, {"warm_up": 0}), "directed_commission").run()
    assert len(directed.contracts)
    assert directed.prices.history(directed.month, 0, 1000).price == ()


@pytest.mark.parametrize("family", ["ewa", "fictitious_play", "roth_erev", "imitation", "collusion"])
def test_those_who_offered_have_learned_and_nobody_else(family: str) -> None:
    model = market(family).run()
    states = model.organizations["bidding_state"]
    offered = np.zeros(len(model.organizations), dtype=bool)
    offered[bids(model)["organization"].unique()] = True
    assert offered.any()
    fresh = np.isnan(states) | (states == model.bidding.start())
    assert fresh[~offered].all()
    assert not fresh[offered].all()


def test_a_ring_of_everybody_asks_its_price() -> None:
    ring = market("collusion", ring_share=1.0, ring_price=0.9).run()
    held = bids(ring).merge(ring.table("projects")[["project", "attempt", "ceiling"]], on=["project", "attempt"])
    share = held["price"] / held["ceiling"]
    by_purchase = share.groupby([held["project"], held["attempt"]])
    dear = held["true_cost"] > 0.9 * held["ceiling"]  # whose turn it is asks its cost where that is more
    anybody = dear.groupby([held["project"], held["attempt"]]).any()
    assert (by_purchase.min().between(0.9, 0.9451) | anybody).all()  # whose turn it is may stay away
    assert by_purchase.min().between(0.9, 0.9451).mean() > 0.9
    assert share[~dear].quantile([0.1, 0.9]).between(0.9, 0.9451).all()


def test_a_promise_that_is_not_meant_takes_no_honest_effort() -> None:
    model = market("low_ball", low_ballers=1.0, boast=1.5).run()
    contracts = model.contracts
    rows = np.flatnonzero(contracts.active & ~contracts.sincere)
    assert rows.size, "nobody found it cheaper to break its promise"
    delivery.choose_effort(model, rows)
    shirked = contracts.effort_nonverifiable[rows].copy()
    contracts["sincere"][rows] = True
    delivery.choose_effort(model, rows)
    kept = contracts.effort_nonverifiable[rows]
    assert (kept > shirked + 0.5).all()  # four fifths of 1.5
    assert (shirked < 0.1).all()


def test_the_insincere_are_those_who_said_so_year_after_year() -> None:
    model = market("low_ball", low_ballers=1.0, boast=1.5)
    model = PublicServiceMarket(
        replace(model.specification, {"policy.levers.tender_cycle_years": 3, "months": 36}), "open_tender"
    ).run()
    contracts = model.contracts
    first = {int(p): bool(s) for p, s, y in zip(contracts.project, contracts.sincere, contracts.cycle_year, strict=True) if y == 0}
    later = [(int(p), bool(s)) for p, s, y in zip(contracts.project, contracts.sincere, contracts.cycle_year, strict=True) if y > 0]
    assert later
    assert all(first[project] == sincere for project, sincere in later)
    assert not all(first.values())


def test_who_thinks_rivals_cheaper_expects_so_and_asks_less() -> None:
    scenario = replace(TEXTBOOK, {"world.bidding.family": "equilibrium", "months": 6})
    trusting, wary = (PublicServiceMarket(replace(scenario, {"world.bidding.rivals_cheaper": x})).run() for x in (0.0, 0.1))
    means = [bids(model).pipe(lambda table: (table["price"] - table["true_cost"]).mean()) for model in (trusting, wary)]
    assert means[1] < means[0]


def test_need_for_work_lowers_prices_where_staff_is_idle() -> None:
    eager, calm = (bids(market("markup", need_for_work=need).run()) for need in (1.0, 0.0))
    ratio = [(table["price"] / table["true_cost"]).mean() for table in (eager, calm)]
    assert ratio[0] < ratio[1] - 0.01
    assert ratio[1] == pytest.approx(1.08, abs=0.005)
