"""What is read once while the purchases of a month are held, and what is never read stale."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from purchase_by_hand import asked, before_the_purchase
from signed_by_hand import signed

from gpssim.market import ContractTerms
from gpssim.month.offers.view import able, cost_errors, public_record, view_of
from gpssim.month.purchasing import purchases
from gpssim.month.purchasing.awards import _at_work
from gpssim.state import capacity, procedures
from gpssim.state.attribute import Memory
from gpssim.state.waiting import Signature

HERE = np.array([True, False])


def awarded(bidder: int, places: float, unpaid: float = 0.0, line: int = 0) -> Signature:
    """An award on its way to being signed."""
    return Signature(9, line, 0, bidder, 90.0, places, 0.0, 126.0, "open_tender", "tender", 7, ContractTerms(unpaid=unpaid))


def test_outside_purchases_everything_is_read_anew() -> None:
    market = before_the_purchase()
    assert market.unmoved is None
    assert able(market, 0, HERE, 20.0, 4).tolist() == [True] * 3
    market.organizations["alive"][0] = False
    market.organizations["staff"][1] = 0.0
    assert able(market, 0, HERE, 1000.0, 4).tolist() == [False] * 3
    assert able(market, 0, HERE, 20.0, 4).tolist()[0] is False


@pytest.mark.parametrize("breaks", [False, True])
def test_what_was_read_once_is_forgotten_when_the_purchases_are_over(breaks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    market = before_the_purchase()
    seen: list[Any] = []

    def hold(*given: Any) -> None:
        seen.append(market.unmoved)
        if breaks:
            raise RuntimeError("held badly")

    monkeypatch.setattr(purchases, "buy", hold)
    if breaks:
        with pytest.raises(RuntimeError, match="held badly"):
            purchases.purchase(market)
    else:
        purchases.purchase(market)
    assert isinstance(seen[0], Memory)
    assert market.unmoved is None


def test_an_award_of_the_same_month_counts_as_work_at_once_and_once() -> None:
    market, plain = before_the_purchase(), before_the_purchase()
    market.unmoved = Memory()
    assert capacity.workload_at(market, 4).tolist() == [0.0] * 3
    for award in (awarded(1, 40.0), awarded(1, 30.0, unpaid=0.5), awarded(2, 10.0, line=1)):
        for one in (market, plain):
            one.signatures.expect(award)
        assert capacity.workload_at(market, 4).tolist() == capacity.workload_at(plain, 4).tolist()
        assert capacity.places_free(market, 0, 4).tolist() == capacity.places_free(plain, 0, 4).tolist()
        for district in (0, 1):
            assert _at_work(market, district).tolist() == _at_work(plain, district).tolist()
    assert capacity.workload_at(market, 4)[0] == 0.0
    capacity.workload_at(market, 4)[:] = 99.0  # who changes what was read changes nothing of what is kept
    assert capacity.workload_at(market, 4).tolist() == capacity.workload_at(plain, 4).tolist()


def test_a_grant_awarded_this_month_counts_as_one_at_once_and_once() -> None:
    market, plain = before_the_purchase(), before_the_purchase()
    market.unmoved = Memory()
    everybody = np.ones(len(market.organizations), dtype=np.bool_)
    for award, grants in ((awarded(1, 40.0), [0, 0, 0]), (awarded(1, 30.0), [0, 1, 0]), (awarded(2, 10.0), [0, 1, 1])):
        for one in (market, plain):
            one.lines.append(replace(one.lines[0], row=len(one.lines), is_grant=sum(grants) > 0))
            one.signatures.expect(replace(award, line=len(one.lines) - 1))
        for one in (market, plain):
            seen = public_record(one, everybody, None).active_grants
            assert seen.tolist() == grants
            seen[:] = 9  # who changes what was read changes nothing of what is kept


def test_who_is_debarred_or_leaves_a_district_between_two_purchases_is_seen() -> None:
    market = before_the_purchase()
    market.unmoved = Memory()
    assert able(market, 0, HERE, 20.0, 4).tolist() == [True] * 3
    market.organizations["debarred_until"][0] = market.month + 2
    market.organizations["serves_district"][1, 0] = False
    assert able(market, 0, HERE, 20.0, 4).tolist() == [False, False, True]
    assert able(market, 0, np.array([True, True]), 20.0, 4).tolist() == [False, True, True]


def test_where_offers_cost_hours_there_is_less_room_at_once() -> None:
    market = before_the_purchase(**{"world.sector.time_costs.offers": 1.0})
    market.unmoved = Memory()
    before = capacity.places_free(market, 0, 4)
    market.organizations["hours_lost"][0] = 80.0
    after = capacity.places_free(market, 0, 4)
    assert after[0] < before[0]
    assert after[1:].tolist() == before[1:].tolist()


def test_what_all_see_of_the_register_nobody_can_change() -> None:
    market = before_the_purchase()
    public = view_of(market, 0, 0, HERE, 20.0, procedures.mechanism_of(market, "open_tender")).public
    assert public.awards is not None
    for column in (public.grade, public.small, public.published_quality, public.awards):
        with pytest.raises(ValueError, match="read-only"):
            column[:] = 0


def test_a_purchasers_errors_about_costs_follow_whom_they_are_about() -> None:
    market = before_the_purchase(**{"world.information.cost_belief_noise": 0.2})
    first = cost_errors(market, 3, 0).tolist()
    assert cost_errors(market, 3, 0).tolist() == first
    market.organizations["key"][:] = market.organizations.key[::-1].copy()
    assert cost_errors(market, 3, 0).tolist() == first[::-1]
    louder = market.world.information.model_copy(update={"cost_belief_noise": 0.4})
    market.world = market.world.model_copy(update={"information": louder})
    assert cost_errors(market, 3, 0).tolist() == pytest.approx([x * x for x in first[::-1]])


def test_how_long_a_procedure_takes_follows_policy_and_world() -> None:
    market = before_the_purchase()
    usual = procedures.lead_months(market, "open_tender")
    slow = market.world.process.model_copy(update={"purchase_days": 90.0})
    market.world = market.world.model_copy(update={"process": slow})
    assert procedures.lead_months(market, "open_tender") == usual + 3
    fast = market.world.frictions.model_copy(update={"delay": False})
    market.world = market.world.model_copy(update={"frictions": fast})
    assert procedures.lead_months(market, "open_tender") == 0


def test_what_users_chose_is_read_once_in_a_month_of_purchases() -> None:
    market = before_the_purchase()
    market.month = 8
    signed(market, ContractTerms(assignment="citizen"), organization=0, start=4, delivered=120.0)
    alone = view_of(market, 0, 0, HERE, 20.0, procedures.mechanism_of(market, "open_tender")).public.used
    market.unmoved = Memory()
    for _ in range(2):
        used = view_of(market, 0, 0, HERE, 20.0, procedures.mechanism_of(market, "open_tender")).public.used
        assert used is not None
        assert alone is not None
        assert used.tolist() == alone.tolist() == [30.0, 0.0, 0.0]


def test_terms_of_offers_follow_project_and_levers() -> None:
    market = before_the_purchase(levers={"penalty": 0.2})
    answering = asked(market)
    assert (answering.terms.months, answering.terms.penalty) == (12, 0.2)
    answering.project = replace(answering.project, months=6)
    assert answering.terms.months == 6
    levers = market.policy_state.levers.model_copy(update={"penalty": 0.4})
    market.policy_state = replace(market.policy_state, levers=levers)
    assert (answering.terms.months, answering.terms.penalty) == (6, 0.4)
