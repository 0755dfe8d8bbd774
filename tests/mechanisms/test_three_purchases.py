"""Every mechanism in three purchases by hand: an ordinary one, one among equals, and those that fail.

Five organizations would work for 80, 95, 90, 70 and 85 yuan under a ceiling of 100; nothing else tells them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from purchases import alike, project

from gpssim import registry
from gpssim.market import Bid, Decision

PRICES = (80.0, 95.0, 90.0, 70.0, 85.0)
BY_LOT = {frozenset({k}) for k in range(5)}
IN_PAIRS = {frozenset({i, k}) for i in range(5) for k in range(i)}
EVERYBODY = {frozenset(range(5))}
Won = dict[int, tuple[float, float]]


@dataclass(frozen=True)
class Row:
    """What comes of the three: price and places by winner; who can win among equals; why there is no award."""

    ordinary: Won
    equals: set[frozenset[int]]
    alone: str
    """One offer only, of 70."""
    dear: str
    """Everybody asks 101."""
    settings: Mapping[str, Any] = field(default_factory=dict)


ONE = (70.0, 200.0)
TABLE: dict[str, Row] = {
    "open_tender": Row({3: ONE}, BY_LOT, "too_few_bids", "above_ceiling", {"rule": "lowest_evaluated_price"}),
    "invited_tender": Row({3: ONE}, BY_LOT, "too_few_bids", "above_ceiling", {"rule": "lowest_evaluated_price", "n_invited": 5}),
    "competitive_negotiation": Row({3: ONE}, BY_LOT, "too_few_bids", "no_bids", {"n_invited": 5, "decrement": 0.1}),
    "competitive_consultation": Row({3: ONE}, BY_LOT, "too_few_bids", "above_ceiling", {"juror_noise": 0.0}),
    "concession": Row({3: ONE}, BY_LOT, "too_few_bids", "above_ceiling"),
    "framework_agreement": Row({3: ONE}, BY_LOT, "too_few_bids", "above_ceiling"),  # 95 is struck out; equal records: the cheapest
    # one is asked: drawn by lot here, for nothing tells them apart; each names its own price in these purchases
    "single_source": Row({2: (90.0, 200.0)}, BY_LOT, "no_bids", "above_ceiling"),
    "directed_commission": Row({1: (95.0, 200.0)}, BY_LOT, "no_bids", "above_ceiling"),
    "cooperation": Row({1: (95.0, 200.0)}, BY_LOT, "no_bids", "above_ceiling"),
    "in_house": Row({4: (85.0, 160.0)}, BY_LOT, "no_bids", "above_ceiling"),  # posts for 80 % of the places
    # a price is posted: 95 of 100; volunteers' expenses are 0.95 * 0.4 of it, which 80 and 70 cover with 0.6 of the work unpaid
    "lottery": Row({3: (95.0, 200.0)}, BY_LOT, "", "no_bids"),
    "citizen_voucher": Row(dict.fromkeys(range(5), (95.0, 200.0)), EVERYBODY, "too_few_bids", "no_bids"),
    "direct_grant": Row(dict.fromkeys(range(5), (95.0, 200.0)), EVERYBODY, "", "no_bids"),
    "commissioning": Row({0: (95.0, 100.0), 1: (95.0, 100.0)}, IN_PAIRS, "", "no_bids"),
    "volunteer_service": Row({0: (38.0, 100.0), 3: (38.0, 100.0)}, IN_PAIRS, "", "no_bids"),
    # grants of 50 places for a year: 0.38 of five proposals are two; with a jury without errors the cheapest of equals
    "venture_philanthropy": Row(
        {0: (80.0, 50.0), 3: (70.0, 50.0)}, IN_PAIRS, "", "above_ceiling", {"juror_noise": 0.0, "funding_line": 0.0}
    ),
}


def held(name: str, prices: Sequence[float], word: int = 1) -> Decision:
    places = 50.0 if name == "venture_philanthropy" else 200.0
    bids = tuple(Bid(row, price, places, 0.2, 0.0) for row, price in enumerate(prices))
    one = replace(alike(), project=project(budget=1e9, n_awards=10), bids=bids).with_luck(word)
    return one.decision(registry.mechanism(name, TABLE[name].settings))


def test_the_table_has_every_mechanism() -> None:
    assert set(TABLE) == set(registry.mechanisms())
    assert len(TABLE) == 16


@pytest.mark.parametrize("name", TABLE)
def test_an_ordinary_purchase(name: str) -> None:
    decision = held(name, PRICES)
    assert {a.bidder: (pytest.approx(a.price), pytest.approx(a.places)) for a in decision.awards} == TABLE[name].ordinary
    assert decision.reason == ""


@pytest.mark.parametrize("name", TABLE)
def test_equals_are_told_apart_by_lot(name: str) -> None:
    won = {frozenset(a.bidder for a in held(name, (80.0,) * 5, word).awards) for word in range(60)}
    assert won == TABLE[name].equals


@pytest.mark.parametrize("name", TABLE)
def test_a_purchase_that_fails_says_why(name: str) -> None:
    row = TABLE[name]
    assert held(name, (70.0,)).reason == row.alone
    assert held(name, (101.0,) * 5).reason == row.dear
    assert held(name, ()).reason == "no_bids"
    assert held(name, (101.0,) * 5).failed
