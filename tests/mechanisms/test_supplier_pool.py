"""Calling off from a pool of suppliers by success, by price with mistakes and in turn: the second stage of a framework, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from purchases import Case, alike, bid, project

from gpssim.errors import GpssimError
from gpssim.theory.pool import SupplierPool
from gpssim.theory.textbook.discrete_choice import choice_shares

N = 400


def winners(mechanism: SupplierPool, one: Case, prices: tuple[float, ...]) -> np.ndarray:
    """Who wins under many lucks."""
    bids = [bid(row, price) for row, price in enumerate(prices)]
    bought = replace(one, project=project(budget=1e9))
    decisions = (bought.with_luck(word).decision(mechanism, bids) for word in range(N))
    return np.array([d.awards[0].bidder for d in decisions])


def with_awards(awards: list[int]) -> Case:
    one = alike(n=len(awards))
    return replace(one, view=replace(one.view, public=replace(one.view.public, awards=np.array(awards))))


def test_even_one_member_is_enough_in_theory() -> None:
    bought = replace(alike(), project=project(budget=1e9))
    award = bought.decision(SupplierPool(call_off="rotation"), [bid(0, 70.0)]).awards[0]
    assert (award.bidder, award.price, SupplierPool().min_bids) == (0, 70.0, 1)


def test_in_turn_price_does_not_count() -> None:
    mechanism = SupplierPool(call_off="rotation")
    assert set(winners(mechanism, with_awards([2, 1, 2, 3, 2]), (60.0, 99.0, 50.0, 40.0, 70.0))) == {1}
    assert set(winners(mechanism, with_awards([1, 1, 2, 2, 2]), (60.0, 99.0, 50.0, 40.0, 70.0))) == {0, 1}


def test_success_breeds_success() -> None:
    won = winners(SupplierPool(call_off="success"), with_awards([0, 0, 7]), (60.0, 60.0, 99.0))
    assert (won == 2).mean() == pytest.approx(0.8, abs=4 * np.sqrt(0.16 / N))


def test_prices_are_compared_with_mistakes() -> None:
    prices = (60.0, 61.0, 65.0)
    mechanism = SupplierPool(call_off="logit", precision=0.5)
    won = np.bincount(winners(mechanism, alike(n=3), prices), minlength=3) / N
    shares = choice_shares(-0.5 * np.array(prices), 1.0)
    assert (np.abs(won - shares) <= 4 * np.sqrt(shares * (1 - shares) / N)).all()
    assert choice_shares(mechanism.attractions(np.array(prices), np.zeros(3)), 1.0) == pytest.approx(shares)


def test_odds_of_success_are_those_of_its_weights() -> None:
    mechanism = SupplierPool(call_off="success", success_start=0.5)
    odds = choice_shares(mechanism.attractions(np.array([1.0, 1.0]), np.array([0, 1])), 1.0)
    assert odds == pytest.approx([0.25, 0.75])


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises((GpssimError, ValueError), match="call_off"):
        SupplierPool(call_off="dice")  # type: ignore[arg-type]  # that is what is tried
