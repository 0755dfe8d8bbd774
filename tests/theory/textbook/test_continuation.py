"""Values of going on by hand, incentive constraints by one-shot deviations, chains that sum to one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gpssim.errors import ScenarioError
from gpssim.market import ContractTerms
from gpssim.theory.textbook.continuation import (
    Standing,
    critical_discount,
    deterred,
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


def test_a_standing_follows_from_a_contract() -> None:
    terms = ContractTerms(months=6, detection=0.4, debarment=13, hazard=0.01)
    market = Standing.under(terms, 12.0, 10.0, 3.0)
    assert (market.detection, market.debarment) == (0.4, 3)  # a ban over three signings of half a year
    assert market.hazard == pytest.approx(1.0 - 0.99**6)
    assert Standing.under(replace(terms, debarment=-1), 12.0, 10.0, 3.0).debarment == -1


def test_one_term_of_shirking_by_hand() -> None:
    # V = 2 / 0.1; shirking: 5 + 0.9 (0.5 V + 0.5 * 0.81 V)
    assert deterred(MARKET, 0.9) == pytest.approx(20.0 - (5.0 + 0.9 * 0.905 * 20.0))


def test_patience_that_nothing_needs_and_that_nobody_has() -> None:
    assert critical_discount(lambda discount: 1.0) == 0.0
    assert critical_discount(lambda discount: discount - 0.3) == pytest.approx(0.3)
    with pytest.raises(ScenarioError):
        critical_discount(lambda discount: -1.0)


@pytest.mark.parametrize("change", [{"detection": 0.0}, {"debarment": 0}])
def test_what_is_not_found_or_not_punished_always_pays(change: dict[str, float]) -> None:
    assert deterred(replace(MARKET, **change), 0.9) < 0.0


@pytest.mark.parametrize("change", [{"detection": 0.8}, {"debarment": 5}, {"debarment": -1}, {"price": 13.0}])
def test_detection_length_and_rent_deter(change: dict[str, float]) -> None:
    assert deterred(replace(MARKET, **change), 0.9) > deterred(MARKET, 0.9)
    assert deterred(MARKET, 0.95) > deterred(MARKET, 0.9)
