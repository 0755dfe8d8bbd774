"""Concessions worked by hand: what is below the ceiling goes to users, to the purchaser or into equipment."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from purchases import LEVERS, alike, bid, project

from gpssim.errors import ScenarioError
from gpssim.market import Award, Decision
from gpssim.mechanisms.concession import Concession
from gpssim.rules.charging import idle_loading, still_asks, toll

OFFERS = [bid(0, 90.0), bid(1, 80.0), bid(2, 95.0)]


def held(mechanism: Concession, offers: list = OFFERS) -> Decision:
    return replace(alike(), project=project(budget=1e9)).decision(mechanism, offers)


def parts(award: Award) -> tuple[int, float, float, float]:
    """Winner, fee, what the purchaser pays, investment, yuan per place-month."""
    return award.bidder, award.terms.fee, award.price - award.terms.fee, award.terms.investment


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, (1, 50.0, 30.0, 0.0)),  # a subsidy of 30; users pay what is left of 80
        ({"subsidy": 0.0}, (1, 80.0, 0.0, 0.0)),
        ({"subsidy": 0.9}, (1, 0.0, 80.0, 0.0)),  # never a fee below nothing
        ({"criterion": "smallest_subsidy", "fee": 0.6, "subsidy": 0.4}, (1, 60.0, 20.0, 0.0)),
        ({"criterion": "smallest_subsidy", "fee": 0.9}, (1, 80.0, 0.0, 0.0)),  # the fee falls to the offer
        ({"criterion": "highest_investment", "fee": 0.6, "subsidy": 0.4}, (1, 60.0, 40.0, 20.0)),
        ({"criterion": "highest_investment", "fee": 0.6, "subsidy": 0.35, "n_min": 2}, (1, 60.0, 35.0, 15.0)),
    ],
)
def test_who_gets_what_is_below_the_ceiling(settings: dict, expected: tuple) -> None:
    assert parts(held(Concession(**settings)).awards[0]) == pytest.approx(expected)


def test_an_offer_a_hair_above_what_there_is_counts_and_invests_nothing() -> None:
    nine_tenths = Concession(criterion="highest_investment", fee=0.6, subsidy=0.3, n_min=1)
    one = replace(alike(), project=project(budget=1e9))
    award = one.decision(nine_tenths, [bid(0, 90.0 * (1.0 + 5e-10))]).awards[0]  # rounding is overlooked
    assert award.terms.investment == 0.0
    assert parts(award) == pytest.approx((0, 60.0, 30.0, 0.0))
    assert one.decision(nine_tenths, [bid(0, 90.001)]).failed


def test_equal_offers_go_by_lot() -> None:
    one = replace(alike(), project=project(budget=1e9))
    same = [bid(k, 80.0) for k in range(3)]
    assert {one.with_luck(w).decision(Concession(), same).awards[0].bidder for w in range(40)} == {0, 1, 2}


def test_it_fails_with_two_offers_or_above_what_fee_and_subsidy_allow() -> None:
    assert held(Concession(), OFFERS[:2]).reason == "too_few_bids"
    assert held(Concession(criterion="smallest_subsidy", fee=0.4)).reason == "above_price"
    assert held(Concession(), []).reason == "no_bids"


def test_terms_are_long_and_share_no_cost() -> None:
    terms = Concession(years=30).terms(project(), LEVERS.model_copy(update={"cost_share": 0.5}))
    assert (terms.cycle_years, terms.cost_share, terms.basis, terms.idle_cost) == (30, 0.0, "per_unit", 0.5)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"years": 31}, "concession.years = 31 is impossible"),
        ({"criterion": "highest_investment", "fee": 0.8}, r"concession.fee \+ subsidy = 1.1 is impossible"),
        ({"subsidy": 1.2}, "concession.subsidy = 1.2 is impossible"),
    ],
)
def test_impossible_parameters_are_refused(settings: dict, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        Concession(**settings)


def test_what_a_fee_weighs_by_hand() -> None:
    assert toll(50.0, 1.5, np.array([1.0, 2.5])).tolist() == [0.75, 1.875]
    asks = still_asks(np.zeros(3), np.array([0.0, 0.0, 1.0]), np.array([0.0, np.log(3.0), 0.5]))
    assert asks == pytest.approx([1.0, 0.5, 1.0])  # half of one half is a quarter: 1 / (1 + 3)
    assert idle_loading(1.0, 0.5) == 1.0
    assert idle_loading(0.8, 0.5) == pytest.approx(1.125)
    assert Concession(expected_use=0.8).idle_loading == pytest.approx(1.125)


def test_at_another_price_everybody_keeps_their_part() -> None:
    award = held(Concession(criterion="highest_investment", fee=0.6, subsidy=0.4)).awards[0]
    assert parts(award.repriced(50.0)) == pytest.approx((1, 30.0, 20.0, 10.0))
    assert replace(award, price=1.0, terms=Concession().terms(project(), LEVERS)).repriced(2.0).price == 2.0
