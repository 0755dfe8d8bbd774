"""What every purchasing mechanism must keep, whoever wrote it. Each law raises AssertionError or GpssimError where it is broken."""

from __future__ import annotations

import copy
import itertools
import math
import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from purchases import Case, alike, case

from gpssim.errors import GpssimError
from gpssim.market import Bid, Decision, LegalBasis
from gpssim.mechanisms.base import Mechanism

CASES = [case(number) for number in range(25)]
Law = Callable[[Mechanism], None]


def each(mechanism: Mechanism) -> list[tuple[Case, tuple[Bid, ...], Decision]]:
    """All cases with the offers this mechanism gets and what it decides."""
    rows = []
    for one in CASES:
        offers = one.offers(mechanism)
        rows.append((one, offers, one.decision(mechanism, offers)))
    return rows


def winners_are_among_the_valid_bidders(mechanism: Mechanism) -> None:
    for one, offers, decision in each(mechanism):
        valid = {bid.bidder for bid in offers if bid.valid}
        winners = [award.bidder for award in decision.awards]
        assert valid.issuperset(winners)
        assert len(winners) == len(set(winners)) <= one.project.n_awards


def uninvited_offers_never_win(mechanism: Mechanism) -> None:
    for one in CASES:
        invited = mechanism.invite(one.handed(mechanism))
        decision = one.decision(mechanism, one.bids)
        assert set(invited).issuperset(award.bidder for award in decision.awards)


def the_order_of_offers_does_not_matter(mechanism: Mechanism) -> None:
    for one, offers, decision in each(mechanism):
        for shift in range(1, max(len(offers), 1)):
            turned = offers[shift:] + offers[:shift]
            assert repr(one.decision(mechanism, turned)) == repr(decision)
        assert repr(one.decision(mechanism, offers[::-1])) == repr(decision)


def equals_win_by_lot(mechanism: Mechanism) -> None:
    one = alike()
    winners = [frozenset(a.bidder for a in one.with_luck(w).decision(mechanism).awards) for w in range(60)]
    everybody = all(won == {bid.bidder for bid in one.bids} for won in winners)
    assert everybody or len(set(winners)) > 2


def no_valid_offer_no_award(mechanism: Mechanism) -> None:
    for one, offers, _ in each(mechanism):
        spoiled = [replace(bid, valid=False, reason="withdrawn") for bid in offers]
        for bids in ((), spoiled):
            decision = one.decision(mechanism, bids)
            assert decision.failed
            assert decision.reason.isidentifier()


def a_failure_has_a_reason_and_an_award_has_none(mechanism: Mechanism) -> None:
    for _, _, decision in each(mechanism):
        assert bool(decision.reason) == decision.failed


def prices_stay_under_the_ceiling(mechanism: Mechanism) -> None:
    for one, offers, _ in each(mechanism):
        for factor in (1.0, 0.9, 0.8):
            lowered = replace(one, project=replace(one.project, ceiling=factor * one.project.ceiling))
            for award in lowered.decision(mechanism, offers).awards:
                assert 0.0 <= award.price <= lowered.project.ceiling


def awards_keep_within_places_and_money(mechanism: Mechanism) -> None:
    for one, _, decision in each(mechanism):
        project = one.project
        assert all(0.0 < award.places <= project.places for award in decision.awards)
        assert sum(a.price * a.places * project.months for a in decision.awards) <= project.budget * (1 + 1e-9) * len(
            decision.awards
        )


def cost_and_time_are_not_negative(mechanism: Mechanism) -> None:
    for n_bids, one in itertools.product(range(6), CASES[:3]):
        procedure = mechanism.procedure(one.project, n_bids)
        assert procedure.lead_months >= 1
        assert min(procedure.official_hours, procedure.cost, procedure.bidder_hours) >= 0.0
        assert math.isfinite(procedure.official_hours + procedure.cost + procedure.bidder_hours)


def inputs_are_left_untouched(mechanism: Mechanism) -> None:
    for one, offers, _ in each(mechanism):
        before = copy.deepcopy((one, offers))
        handed = list(offers)
        one.decision(mechanism, handed)
        assert repr((one, offers)) == repr(before)
        assert handed == list(offers)


def the_same_luck_gives_the_same_decision(mechanism: Mechanism) -> None:
    again = copy.deepcopy(mechanism)
    for one, offers, decision in each(mechanism):
        assert one.offers(again) == offers
        assert repr(one.decision(again, offers)) == repr(decision)


def an_offer_that_does_not_count_changes_nothing(mechanism: Mechanism) -> None:
    for one, offers, decision in each(mechanism):
        if any(bid.valid for bid in offers):
            kept = [bid for bid in offers if bid.valid]
            assert one.decision(mechanism, kept).awards == decision.awards


def the_purchasers_own_record_is_sealed_where_it_is_inadmissible(mechanism: Mechanism) -> None:
    for one in CASES[:5]:
        handed = one.handed(mechanism)
        if mechanism.admissible == "own":
            assert handed.view.own is one.view.own_record
            continue
        with pytest.raises(GpssimError, match="inadmissible"):
            _ = handed.view.own


def terms_can_be_signed(mechanism: Mechanism) -> None:
    for one, _, decision in each(mechanism):
        for award in decision.awards:
            terms = award.terms
            assert math.isclose(sum(terms.schedule), 1.0, abs_tol=1e-12)
            assert min(terms.schedule) >= 0.0
            assert terms.months >= 1 <= terms.cycle_years
            shares = (terms.yardstick, terms.cost_share, terms.benefit_share, terms.residual_claim, terms.audit_rate, terms.unpaid)
            assert all(0.0 <= x <= 1.0 for x in (*shares, terms.detection, terms.hazard, terms.coaching))
            assert min(terms.slope, terms.bonus, terms.fine, terms.debarment + 1, terms.bond, terms.liability) >= 0.0
            assert award.legal_basis in get_args(LegalBasis)
        assert mechanism.contract_months(one.levers) >= 1


def every_offer_has_a_score(mechanism: Mechanism) -> None:
    for _, offers, decision in each(mechanism):
        assert [score.bidder for score in decision.scores] == sorted(bid.bidder for bid in offers)
        assert all(bool(score.reason) != score.valid for score in decision.scores)


def scores_are_vectorized_and_monotone(mechanism: Mechanism) -> None:
    prices = np.array([[90.0, 80.0, 100.0], [70.0, 70.0, np.inf]])
    quality = np.array([[60.0, 50.0, 70.0], [50.0, 50.0, 50.0]])
    score = np.asarray(mechanism.score(prices, quality, 100.0))
    assert score.shape == prices.shape
    for row in range(2):
        assert np.array_equal(score[row], mechanism.score(prices[row], quality[row], 100.0), equal_nan=True)
    more = np.array([5.0, 0.0, 0.0])
    dearer, better = prices + more, quality + more
    lead = score[:, 0] - score[:, 1]
    fallen = mechanism.score(dearer, quality, 100.0)
    risen = mechanism.score(prices, better, 100.0)
    assert (fallen[:, 0] - fallen[:, 1] <= lead).all()
    assert (risen[:, 0] - risen[:, 1] >= lead).all()


def it_is_a_value(mechanism: Mechanism) -> None:
    assert hash(copy.deepcopy(mechanism)) == hash(mechanism)
    assert pickle.loads(pickle.dumps(mechanism)) == mechanism
    with pytest.raises(AttributeError, match="cannot assign"):
        mechanism.hours = 1.0  # type: ignore[attr-defined]  # that is what is tried


def it_says_what_it_is(mechanism: Mechanism) -> None:
    assert type(mechanism).__module__.rpartition(".")[2] == mechanism.name
    assert all(isinstance(text, str) and text for text in (mechanism.label, mechanism.label_zh, mechanism.source))
    assert (type(mechanism).__doc__ or "").strip()
    assert mechanism.admissible in ("published", "own")
    assert mechanism.buys in ("project", "call")
    assert mechanism.award_cap > 0.0
    assert mechanism.min_bids >= 1


LAWS: tuple[Law, ...] = (
    winners_are_among_the_valid_bidders,
    uninvited_offers_never_win,
    the_order_of_offers_does_not_matter,
    equals_win_by_lot,
    no_valid_offer_no_award,
    a_failure_has_a_reason_and_an_award_has_none,
    prices_stay_under_the_ceiling,
    awards_keep_within_places_and_money,
    cost_and_time_are_not_negative,
    inputs_are_left_untouched,
    the_same_luck_gives_the_same_decision,
    an_offer_that_does_not_count_changes_nothing,
    the_purchasers_own_record_is_sealed_where_it_is_inadmissible,
    terms_can_be_signed,
    every_offer_has_a_score,
    scores_are_vectorized_and_monotone,
    it_is_a_value,
    it_says_what_it_is,
)
