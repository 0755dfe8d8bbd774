"""Values of going on by hand, incentive constraints by one-shot deviations, chains that sum to one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gpssim.errors import ScenarioError
from gpssim.market import ContractTerms
from gpssim.streams import Luck
from gpssim.theory.textbook.continuation import (
    Standing,
    critical_discount,
    deterred,
    deterring_price,
    enforceable,
    moved,
    ring_holds,
    turns,
    values,
)

MARKET = Standing(price=12.0, cost=10.0, saving=3.0, detection=0.5, debarment=2)


def test_values_of_a_chain_by_hand() -> None:
    chain = np.array([[0.5, 0.5], [0.0, 0.0]])  # V0 = 1 + 0.9 (0.5 V0 + 0.5 * 2), V1 = 2
    assert values(np.array([1.0, 2.0]), chain, 0.9) == pytest.approx([1.9 / 0.55, 2.0])


@pytest.mark.parametrize("shirks", [False, True])
@pytest.mark.parametrize("debarment", [-1, 0, 1, 2, 7])
def test_every_row_of_a_chain_sums_to_one(debarment: int, shirks: bool) -> None:
    market = replace(MARKET, debarment=debarment, hazard=0.1, reentry=0.3)
    assert market.chain(shirks).sum(axis=1) == pytest.approx(1.0)
    assert len(market.flow(shirks)) == len(market.chain(shirks))


def test_debarment_lasts_its_terms() -> None:
    chain, state = replace(MARKET, detection=1.0).chain(shirks=True), np.zeros(1, dtype=int)
    visited = []
    for _ in range(4):
        state = moved(chain, state, np.array([0.5]))
        visited.append(int(state[0]))
    assert visited == [1, 2, 0, 1]


def test_moves_have_the_chances_of_the_chain() -> None:
    chain, n = np.array([[0.2, 0.5, 0.2], [0.0, 1.0, 0.0], [0.7, 0.0, 0.3]]), 40_000
    start = np.repeat([0, 1, 2], n)
    after = moved(chain, start, Luck.of(1, 1).uniforms("move", np.arange(3 * n)))
    assert [(after[:n] == k).mean() for k in range(4)] == pytest.approx([0.2, 0.5, 0.2, 0.1], abs=0.01)
    assert set(after[n : 2 * n]) == {1}
    assert (after[2 * n :] == 0).mean() == pytest.approx(0.7, abs=0.01)


def test_a_standing_follows_from_a_contract() -> None:
    terms = ContractTerms(months=6, detection=0.4, debarment=13, hazard=0.01)
    market = Standing.under(terms, 12.0, 10.0, 3.0)
    assert (market.detection, market.debarment) == (0.4, 3)  # a ban over three signings of half a year
    assert market.hazard == pytest.approx(1.0 - 0.99**6)
    assert Standing.under(replace(terms, debarment=-1), 12.0, 10.0, 3.0).debarment == -1


def test_one_term_of_shirking_by_hand() -> None:
    # V = 2 / 0.1; shirking: 5 + 0.9 (0.5 V + 0.5 * 0.81 V)
    assert deterred(MARKET, 0.9) == pytest.approx(20.0 - (5.0 + 0.9 * 0.905 * 20.0))


def test_at_the_deterring_price_nobody_gains_and_below_shirking_pays() -> None:
    price = deterring_price(MARKET, 0.9)
    assert deterred(replace(MARKET, price=price), 0.9) == pytest.approx(0.0, abs=1e-12)
    assert deterred(replace(MARKET, price=price - 0.01), 0.9) < 0.0
    always = replace(MARKET, price=price)
    assert always.worth(0.9)[0] == pytest.approx(always.worth(0.9, shirks=True)[0])


def test_the_premium_falls_with_detection_length_and_patience() -> None:
    base = deterring_price(MARKET, 0.9)
    assert deterring_price(replace(MARKET, detection=0.8), 0.9) < base
    assert deterring_price(replace(MARKET, debarment=5), 0.9) < base
    assert deterring_price(replace(MARKET, debarment=-1), 0.9) < base
    assert deterring_price(MARKET, 0.95) < base


def test_easy_reentry_raises_the_price_that_deters() -> None:
    closed = replace(MARKET, debarment=-1)
    assert deterring_price(replace(closed, reentry=0.5), 0.9) > deterring_price(closed, 0.9)


@pytest.mark.parametrize("change", [{"detection": 0.0}, {"debarment": 0}])
def test_without_detection_or_exclusion_no_price_deters(change: dict[str, float]) -> None:
    with pytest.raises(ScenarioError):
        deterring_price(replace(MARKET, **change), 0.9)


def test_turns() -> None:
    assert turns(3, fixed=True).tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert turns(4, fixed=False).tolist() == [[0.25, 0.75], [0.25, 0.75]]


def test_the_last_in_line_is_the_first_to_undercut() -> None:
    # three members at 0.7: whoever has just had its turn waits two terms
    assert ring_holds(3, True, 0.7) == pytest.approx(0.49 / (1.0 - 0.343) - 1.0)
    assert ring_holds(3, False, 0.7) == pytest.approx(0.7 / 0.3 / 3.0 - 1.0)
    assert ring_holds(3, True, 0.7, margin=5.0) == pytest.approx(5.0 * ring_holds(3, True, 0.7))


def test_a_promise_is_worth_what_going_on_is() -> None:
    assert enforceable(0.5, lambda e: e, lambda e: e * e, 0.5) == pytest.approx(0.5 * 0.5 / 0.5 - 0.25)


def test_patience_that_nothing_needs_and_that_nobody_has() -> None:
    assert critical_discount(lambda discount: 1.0) == 0.0
    assert critical_discount(lambda discount: discount - 0.3) == pytest.approx(0.3)
    with pytest.raises(ScenarioError):
        critical_discount(lambda discount: -1.0)
