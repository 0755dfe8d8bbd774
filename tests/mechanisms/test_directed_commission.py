"""Directed commissions worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from purchases import Case, alike, bid, project

from gpssim.information.view import OwnRecord
from gpssim.mechanisms.directed_commission import DirectedCommission
from gpssim.rules.pricing import bargained_price

MECHANISM = DirectedCommission()


def record(one: Case, **changes: object) -> Case:
    own = one.view.own_record
    assert isinstance(own, OwnRecord)
    return replace(one, view=replace(one.view, own_record=replace(own, **changes)))


def test_the_partner_is_the_best_on_the_own_record() -> None:
    believed, cost = np.array([0.0, 0.5, 0.4, 0.0, 0.0]), np.array([80.0, 90.0, 85.0, 80.0, 81.0])
    one = record(alike(), believed_quality=believed, expected_cost=cost)
    assert MECHANISM.invite(one.handed(MECHANISM)) == (2,)  # -80, -75, -73, -80, -81


def test_a_tie_counts_by_one_minus_integrity() -> None:
    tie = np.array([0.0, 0.0, 0.0, 2.0, 0.0])
    crooked, honest = record(alike(), tie=tie, tie_weight=1.0), record(alike(), tie=tie, tie_weight=0.0)
    assert all(MECHANISM.invite(crooked.with_luck(w).handed(MECHANISM)) == (3,) for w in range(10))
    assert len({MECHANISM.invite(honest.with_luck(w).handed(MECHANISM)) for w in range(30)}) > 2


def test_the_incumbent_is_preferred_by_the_bonus_alone() -> None:
    one = replace(alike(), project=project(incumbent=4))
    assert all(MECHANISM.invite(one.with_luck(w).handed(MECHANISM)) == (4,) for w in range(10))
    better = record(one, expected_cost=np.array([80.0, 77.9, 80.0, 80.0, 80.0]))
    assert MECHANISM.invite(better.handed(MECHANISM)) == (1,)  # 2.1 yuan cheaper beats a bonus of 2


def test_the_bargain_is_struck_under_the_outside_price() -> None:
    one = record(alike(), expected_cost=np.array([70.0, 80.0, 80.0, 80.0, 80.0]))
    price = float(bargained_price(75.0, 100.0, 95.0, MECHANISM.bargaining_share))
    decision = one.decision(MECHANISM, [bid(0, price)])
    award = decision.awards[0]
    assert (award.bidder, award.price, award.legal_basis, award.terms.record) == (0, 85.0, "below_limit", "own")


@pytest.mark.parametrize(("price", "reason"), [(96.0, "above_outside_price"), (101.0, "above_ceiling"), (float("nan"), "no_price")])
def test_no_award_above_what_the_purchaser_would_pay_elsewhere(price: float, reason: str) -> None:
    one = record(alike(), expected_cost=np.array([70.0, 80.0, 80.0, 80.0, 80.0]))
    decision = one.decision(MECHANISM, [bid(0, price)])
    assert (decision.failed, decision.reason) == (True, reason)


def test_nobody_capable_nobody_asked() -> None:
    one = alike()
    empty = replace(one, view=replace(one.view, public=replace(one.view.public, capable=np.zeros(5, dtype=bool))))
    assert MECHANISM.invite(empty.handed(MECHANISM)) == ()
    assert empty.decision(MECHANISM).reason == "no_bids"


def test_above_the_limit_it_is_a_published_single_source() -> None:
    large = project(places=500.0)
    assert MECHANISM.legal_basis(large) == "single_source_published"
    assert MECHANISM.procedure(large, 1).lead_months == 2
    assert MECHANISM.procedure(project(), 1).lead_months == 1
    assert MECHANISM.procedure(large, 1).official_hours > MECHANISM.procedure(project(), 1).official_hours
