"""Framework agreements worked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from purchases import Case, alike, bid, project

from gpssim.errors import ScenarioError
from gpssim.market import Bid, Decision, Request
from gpssim.mechanisms.framework_agreement import FrameworkAgreement
from gpssim.rules.awarding import eliminated

PRICES = (80.0, 95.0, 90.0, 70.0, 85.0)
COSTS = (60.0, 60.0, 75.0, 69.0, 84.0)


def known(quality: Sequence[float] = (0.0,) * 5, awards: Sequence[int] = (0,) * 5, n_awards: int = 10) -> Case:
    """Five organizations with this record, whoever won how often."""
    one = alike()
    public = replace(one.view.public, published_quality=np.array(quality), awards=np.array(awards))
    return replace(one, view=replace(one.view, public=public), project=project(budget=1e9, n_awards=n_awards))


def held(mechanism: FrameworkAgreement, one: Case, n: int = 5) -> tuple[tuple[Bid, ...], Decision]:
    """Stage one with the first ``n`` prices, second bids as far as costs allow, and the decision."""

    def answer(request: Request, invited: tuple[int, ...], before: tuple[Bid, ...]) -> Sequence[Bid]:
        if request.kind == "revise":
            return [replace(b, price=min(b.price, request.price)) if COSTS[b.bidder] <= request.price else b for b in before]
        return [bid(k, PRICES[k] if request.kind == "sealed" else request.price) for k in range(n)]

    offers = mechanism.gather(one.handed(mechanism), answer)
    return offers, one.decision(mechanism, offers)


def test_the_dearest_is_struck_out_and_the_best_record_serves_at_its_own_price() -> None:
    offers, decision = held(FrameworkAgreement(), known(quality=[0.1, 0.9, 0.3, 0.0, 0.3]))
    assert [b.reason for b in offers] == ["", "eliminated", "", "", ""]
    award = decision.awards[0]
    assert (award.bidder, award.price) == (4, 85.0)  # as good as the third, and cheaper
    assert (award.terms.basis, award.terms.assignment, award.terms.cycle_years) == ("per_unit", "purchaser", 2)
    assert award.legal_basis == "below_limit"


def test_a_part_is_rounded_up_and_equals_leave_by_lot() -> None:
    assert eliminated(np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), 0.2, np.zeros(6)).sum() == 2
    assert eliminated(np.array([1.0, 2.0]), 0.2, np.zeros(2)).tolist() == [False, True]
    assert eliminated(np.array([5.0, 5.0]), 0.2, np.array([0.7, 0.2])).tolist() == [False, True]
    assert not eliminated(np.array([5.0, 5.0]), 0.0, np.zeros(2)).any()
    assert eliminated(np.array([]), 0.2, np.array([])).size == 0


def test_a_framework_with_one_member_fails() -> None:
    _, decision = held(FrameworkAgreement(), known(), n=2)
    assert (decision.failed, decision.reason) == (True, "too_few_bids")
    assert not held(FrameworkAgreement(), known(), n=3)[1].failed
    assert held(FrameworkAgreement(), known(), n=1)[1].reason == "too_few_bids"  # the only offer is the dearest
    assert held(FrameworkAgreement(), known(), n=0)[1].reason == "no_bids"
    with pytest.raises(ScenarioError, match="least_members = 1 is impossible"):
        FrameworkAgreement(least_members=1)


def test_equal_members_are_chosen_by_lot() -> None:
    same = [bid(k, 80.0) for k in range(3)]
    for way in ("direct_choice", "second_bidding", "rotation"):
        mechanism = FrameworkAgreement(call_off=way)
        assert {known().with_luck(w).decision(mechanism, same).awards[0].bidder for w in range(40)} == {0, 1, 2}


def test_second_bidding_goes_below_the_lowest_price_until_one_is_left() -> None:
    offers, decision = held(FrameworkAgreement(call_off="second_bidding", decrement=0.1), known())
    assert decision.awards[0].bidder == 0  # 63 is below the cost of the cheapest of stage one, and nobody else follows
    assert decision.awards[0].price == pytest.approx(63.0)
    assert [b.price for b in offers] == pytest.approx([63.0, 63.0, 90.0, 70.0, 85.0])
    assert [b.valid for b in offers] == [True, False, True, True, True]  # who is eliminated does not come back by a low price


def test_rotation_takes_whose_turn_it_is() -> None:
    _, decision = held(FrameworkAgreement(call_off="rotation"), known(awards=[2, 0, 1, 3, 2]))
    assert decision.awards[0].bidder == 2  # the second was eliminated


def test_citizens_choose_among_members() -> None:
    mechanism, one = FrameworkAgreement(call_off="citizens_choice", quality_weight=2.0), known(quality=[0.0, 0.9, 0.3, -0.1, 0.2])
    _, decision = held(mechanism, one)
    assert sorted((a.bidder, a.price) for a in decision.awards) == [(0, 80.0), (2, 90.0), (3, 70.0), (4, 85.0)]
    table = mechanism.choice(one.handed(mechanism), decision)
    assert table is not None
    assert table.bidders == (0, 2, 3, 4)
    assert table.utility[:, 1] == pytest.approx([0.0, 0.6, -0.2, 0.4])
    assert decision.awards[0].terms.assignment == "citizen"
    few = held(replace(mechanism, most_members=2), known())[1]
    assert [a.bidder for a in few.awards] == [3, 0]


def test_the_open_kindadmits_everybody_at_one_price() -> None:
    offers, decision = held(FrameworkAgreement(kind="open", call_off="citizens_choice"), known())
    assert {b.price for b in offers if b.valid} == {95.0}
    assert len(decision.awards) == 5
    dear = known().decision(FrameworkAgreement(kind="open"), [bid(0, 96.0), bid(1, 95.0), bid(2, 95.0)])
    assert [s.reason for s in dear.scores] == ["above_price", "", ""]
    with pytest.raises(ScenarioError, match="call_off = 'rotation' is impossible"):
        FrameworkAgreement(kind="open", call_off="rotation")
