"""What every price rule must keep, whoever wrote it. A law is a function of a rule; it raises where the law is broken."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import numpy as np
import pytest

from gpssim.mechanisms.price_rules.base import PriceRule

Law = Callable[[PriceRule], None]
LAWS: list[Law] = []
CEILING = 100.0
OFFERS = np.array([[80.0, 95.0, 60.0, 100.0], [70.0, 70.0, 90.0, np.inf], [50.0, np.inf, np.inf, np.inf], [99.0, 98.0, 97.0, 20.0]])
MANY = np.array([50.0, 60.0, 70.0, 80.0, 90.0, 100.0])


def law(check: Law) -> Law:
    LAWS.append(check)
    return check


def same(one: np.ndarray, other: np.ndarray) -> None:
    np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-12)


@law
def points_have_the_shape_of_prices_whatever_the_leading_axes(rule: PriceRule) -> None:
    together = rule.shares(OFFERS, CEILING)
    assert together.shape == OFFERS.shape
    for row, prices in zip(together, OFFERS, strict=True):
        assert np.array_equal(row, rule.shares(prices, CEILING))


@law
def nobody_gets_more_than_all_points(rule: PriceRule) -> None:
    there = np.isfinite(OFFERS)
    shares = rule.shares(OFFERS, CEILING)
    assert (shares <= 1.0 + 1e-12).all()
    assert np.isfinite(shares[there]).all()
    assert (shares[~there] <= 0.0).all(), "an absent offer gets points"


@law
def an_absent_offer_moves_nobody(rule: PriceRule) -> None:
    for prices in OFFERS:
        there = np.isfinite(prices)
        same(rule.shares(prices, CEILING)[there], rule.shares(prices[there], CEILING))


@law
def the_order_of_offers_does_not_matter(rule: PriceRule) -> None:
    for shift in range(1, OFFERS.shape[1]):
        same(np.roll(rule.shares(OFFERS, CEILING), shift, axis=-1), rule.shares(np.roll(OFFERS, shift, axis=-1), CEILING))


@law
def equal_prices_get_equal_points(rule: PriceRule) -> None:
    shares = rule.shares(OFFERS[1], CEILING)
    assert shares[0] == shares[1]
    assert np.ptp(rule.shares(np.full(5, 80.0), CEILING)) == 0.0


@law
def the_currency_does_not_matter(rule: PriceRule) -> None:
    same(rule.shares(OFFERS, CEILING), rule.shares(7.0 * OFFERS, 7.0 * CEILING))


@law
def a_dearer_offer_never_gains(rule: PriceRule) -> None:
    if not rule.pools:
        assert (np.diff(rule.shares(MANY, CEILING)) <= 1e-12).all()
        for k in range(MANY.size):
            raised = np.where(np.arange(MANY.size) == k, MANY + 5.0, MANY)
            assert rule.shares(raised, 105.0)[k] <= rule.shares(MANY, 105.0)[k] + 1e-12


@law
def what_it_says_about_others_prices_is_true(rule: PriceRule) -> None:
    alone = [float(rule.shares(np.array([price]), CEILING)[0]) for price in MANY]
    hangs = not np.allclose(alone, rule.shares(MANY, CEILING), rtol=0, atol=1e-12)
    assert hangs != rule.own_price_only
    assert not (rule.pools and rule.own_price_only)


@law
def inputs_are_left_alone_and_nothing_is_kept(rule: PriceRule) -> None:
    prices = OFFERS.copy()
    prices.setflags(write=False)
    first = rule.shares(prices, CEILING)
    rule.shares(MANY, CEILING)
    assert np.array_equal(first, rule.shares(prices, CEILING))


@law
def it_is_a_value_and_says_what_it_is(rule: PriceRule) -> None:
    assert hash(copy.deepcopy(rule)) == hash(rule)
    assert pickle.loads(pickle.dumps(rule)) == rule
    with pytest.raises(AttributeError, match="cannot assign"):
        rule.own = 1.0  # type: ignore[attr-defined]  # that is what is tried
    assert all(isinstance(text, str) and text for text in (rule.name, rule.label, rule.label_zh, rule.source, type(rule).__doc__))
