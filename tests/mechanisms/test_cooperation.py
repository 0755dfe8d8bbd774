"""Cooperation worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from purchases import Case, alike, bid, project

from gpssim.errors import ScenarioError
from gpssim.information.view import OwnRecord
from gpssim.mechanisms.cooperation import Cooperation
from gpssim.rules.pricing import bargained_price
from gpssim.scenario.declarations.levers import Levers

MECHANISM = Cooperation()


def record(one: Case, **changes: object) -> Case:
    own = one.view.own_record
    assert isinstance(own, OwnRecord)
    return replace(one, view=replace(one.view, own_record=replace(own, **changes)))


def test_the_partner_promises_the_highest_joint_surplus() -> None:
    believed, cost = np.array([0.0, 0.5, 0.4, 0.0, 0.0]), np.array([80.0, 90.0, 85.0, 80.0, 81.0])
    one = record(alike(), believed_quality=believed, expected_cost=cost)
    assert MECHANISM.invite(one.handed(MECHANISM)) == (2,)  # 30 a latent unit: -80, -75, -73, -80, -81


def test_neither_ties_nor_incumbency_choose_the_partner() -> None:
    tied = replace(record(alike(), tie=np.array([0.0, 0.0, 0.0, 9.0, 0.0]), tie_weight=1.0), project=project(incumbent=4))
    assert len({MECHANISM.invite(tied.with_luck(w).handed(MECHANISM)) for w in range(40)}) == 5


def test_the_bargain_and_its_terms() -> None:
    one = record(alike(), expected_cost=np.array([70.0, 80.0, 80.0, 80.0, 80.0]))
    price = float(bargained_price(75.0, 100.0, 95.0, MECHANISM.bargaining_share))
    award = one.decision(MECHANISM, [bid(0, price)]).awards[0]
    assert (award.bidder, award.price, award.legal_basis) == (0, 85.0, "below_limit")
    terms = award.terms
    assert (terms.basis, terms.cost_share, terms.benefit_share, terms.record) == ("shared", 0.5, 0.3, "own")


def test_a_lever_can_share_more_cost_but_not_less() -> None:
    assert MECHANISM.terms(project(), Levers(cost_share=0.8)).cost_share == 0.8
    assert MECHANISM.terms(project(), Levers(cost_share=0.1)).cost_share == 0.5
    assert MECHANISM.terms(project(), Levers(fine=0.4, bond=0.1)).fine == 0.4


def test_without_a_partner_there_is_no_award() -> None:
    one = alike()
    empty = replace(one, view=replace(one.view, public=replace(one.view.public, capable=np.zeros(5, dtype=bool))))
    assert MECHANISM.invite(empty.handed(MECHANISM)) == ()
    assert empty.decision(MECHANISM).reason == "no_bids"
    dear = record(one, expected_cost=np.array([70.0, 80.0, 80.0, 80.0, 80.0]))
    assert dear.decision(MECHANISM, [bid(0, 101.0)]).reason == "above_ceiling"


def test_above_the_limit_it_is_a_published_single_source() -> None:
    large = project(places=500.0)
    assert MECHANISM.legal_basis(large) == "single_source_published"
    assert MECHANISM.procedure(large, 1).official_hours == MECHANISM.procedure(project(), 1).official_hours + 16.0
    assert MECHANISM.procedure(project(), 1).lead_months == 2


def test_a_share_is_a_share() -> None:
    with pytest.raises(ScenarioError, match="benefit_share"):
        Cooperation(benefit_share=1.2)
