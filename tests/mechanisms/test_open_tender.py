"""Open tenders worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from purchases import alike, bid
from scipy.special import ndtri

from gpssim.errors import ScenarioError, UnknownNameError
from gpssim.mechanisms.open_tender import OpenTender

PLAIN = OpenTender(juror_noise=0.0, halo=0.0, promise_weight=0.0, rating_scale=1.0)
"""No errors, no halo: a dossier of Phi^-1(0.85) gets exactly 85 points."""


def dossier(points: float) -> float:
    return float(ndtri(points / 100.0))


def test_comprehensive_score_by_hand() -> None:
    tender = replace(PLAIN, price_weight=0.45)
    bids = [bid(0, 100.0, dossier(85)), bid(1, 90.0, dossier(78)), bid(2, 80.0, dossier(60))]
    decision = alike().decision(tender, bids)
    by_row = {score.bidder: score for score in decision.scores}
    assert by_row[0].total == pytest.approx(0.45 * 80.0 + 0.55 * 85.0)
    assert by_row[1].total == pytest.approx(0.45 * 100 * 80 / 90 + 0.55 * 78.0)
    assert by_row[2].price_points == pytest.approx(45.0)
    assert by_row[2].quality_points == pytest.approx(33.0)
    assert [(a.bidder, a.price, a.legal_basis) for a in decision.awards] == [(1, 90.0, "tender")]


def test_a_losing_low_price_can_turn_the_winner() -> None:
    tender = replace(PLAIN, price_weight=0.45, low_bid_judgment=0.0)
    bids = [bid(0, 50.0, dossier(85)), bid(1, 45.0, dossier(78)), bid(2, 60.0, dossier(95)), bid(3, 40.0, dossier(60))]
    with_low = [*bids, bid(4, 27.5, dossier(30))]
    assert alike().decision(tender, bids).awards[0].bidder == 1
    assert alike().decision(tender, with_low).awards[0].bidder == 2


def test_equal_scores_go_to_the_lower_price() -> None:
    tender = replace(PLAIN, price_weight=0.5)
    bids = [bid(0, 100.0, dossier(75)), bid(1, 50.0, dossier(25)), bid(2, 100.0, dossier(10))]
    decision = alike().decision(replace(tender, low_bid_judgment=0.0), bids)
    totals = [score.total for score in decision.scores]
    assert totals[0] == pytest.approx(totals[1]) == pytest.approx(62.5)
    assert decision.awards[0].bidder == (0 if totals[0] > totals[1] else 1)


def test_equal_offers_go_by_lot_of_the_bidder() -> None:
    bids = [bid(k, 90.0) for k in range(3)]
    winners = [alike().with_luck(w).decision(PLAIN, bids).awards[0].bidder for w in range(30)]
    assert set(winners) == {0, 1, 2}
    assert [alike().with_luck(w).decision(PLAIN, bids[::-1]).awards[0].bidder for w in range(30)] == winners


@pytest.mark.parametrize(
    ("bids", "reason"),
    [
        ([], "no_bids"),
        ([bid(0, 80.0), bid(1, 80.0)], "too_few_bids"),
        ([bid(k, 101.0) for k in range(4)], "above_ceiling"),
        ([bid(k, 80.0, promised_quality=-3.0) for k in range(4)], "quality_floor"),
        ([bid(0, 80.0), bid(1, 85.0), bid(2, 101.0)], "too_few_bids"),
    ],
)
def test_a_tender_fails_with_its_reason(bids: list, reason: str) -> None:
    decision = alike().decision(OpenTender(), bids)
    assert decision.failed
    assert decision.reason == reason


def test_lowest_evaluated_price_ignores_quality() -> None:
    bids = [bid(0, 80.0, 3.0), bid(1, 79.0, -3.0), bid(2, 90.0, 0.0)]
    decision = alike().decision(OpenTender(rule="lowest_evaluated_price"), bids)
    assert (decision.awards[0].bidder, decision.awards[0].price) == (1, 79.0)
    paid = alike().decision(OpenTender(rule="lowest_evaluated_price", payment="threshold"), bids).awards[0]
    assert (paid.bidder, paid.price) == (1, 80.0)


def test_abnormally_low_offers_by_the_rules_of_the_day() -> None:
    bids = [bid(0, 44.0), bid(1, 60.0), bid(2, 62.0), bid(3, 64.0)]
    tender = OpenTender(rule="lowest_evaluated_price", low_bid_proof=0.0)
    one = alike()
    handed = one.handed(tender)
    assert tender.decide(handed, bids).awards[0].bidder == 0
    reviewed = tender.decide(replace(handed, rules_as_of="2026"), bids)
    assert reviewed.awards[0].bidder == 1
    assert reviewed.scores[0].reason == "abnormally_low"
    proven = replace(tender, low_bid_proof=1.0)
    assert proven.decide(replace(handed, rules_as_of="2026"), bids).awards[0].bidder == 0


def test_a_tie_to_the_purchasers_people_counts_by_their_seats() -> None:
    one = alike()
    pushed = replace(one, view=replace(one.view, representative_push=np.array([0.0, 0.5, 0.0, 0.0, 0.0])))
    tender = replace(PLAIN, price_weight=0.1)
    bids = [bid(0, 90.0, 0.05), bid(1, 90.0, 0.0), bid(2, 90.0, 0.0)]
    assert one.decision(tender, bids).awards[0].bidder == 0
    decision = pushed.decision(tender, bids)
    assert decision.awards[0].bidder == 1
    assert ndtri(decision.scores[1].quality_points / 90.0) == pytest.approx(0.5 / 5)  # one seat of five


def test_procedure_and_terms_follow_the_law() -> None:
    one = alike()
    procedure = OpenTender().procedure(one.project, 4)
    assert procedure.lead_months == 2  # 20 + 10 + 30 days
    assert procedure.cost == pytest.approx(0.015 * 240_000 + 5 * 500)
    assert OpenTender().procedure(replace(one.project, places=20_000.0), 4).cost == pytest.approx(0.015 * 24e6 + 7 * 500)
    terms = OpenTender().terms(one.project, one.levers)
    assert (terms.basis, terms.assignment, terms.record) == ("fixed", "purchaser", "published")
    assert (terms.months, terms.cycle_years) == (12, one.levers.tender_cycle_years)
    assert terms.schedule[:2] == (one.levers.pay_first, one.levers.pay_middle)


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"price_weight": 7}, ScenarioError, r"open_tender\.price_weight = 7 is impossible: it must be a number from 0\.1 to 1"),
        ({"price_weight": True}, ScenarioError, "price_weight = True is impossible"),
        ({"price_weight": float("nan")}, ScenarioError, "price_weight = nan is impossible"),
        ({"price_weight": "0.3"}, ScenarioError, "price_weight = '0.3' is impossible"),
        ({"committee": 5.0}, ScenarioError, r"committee = 5\.0 is impossible: it must be a whole number"),
        ({"price_wieght": 0.3}, UnknownNameError, "unknown parameter of open_tender 'price_wieght'; did you mean 'price_weight'"),
        ({"notice_days": 5.0}, ScenarioError, "notice_days = 5.0 is impossible"),
        ({"payment": "threshold"}, ScenarioError, "payment = 'threshold' is impossible: it must be 'own' unless"),
        ({"rule": "best"}, ScenarioError, "rule = 'best' is impossible: it must be one of"),
    ],
)
def test_impossible_parameters_are_refused_in_one_line(settings: dict, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        OpenTender(**settings)
    assert "\n" not in str(caught.value)


def test_an_invitation_is_a_fair_draw_of_the_capable() -> None:
    tender, one = OpenTender(n_invited=3), alike()
    drawn = [tender.invite(one.with_luck(w).handed(tender)) for w in range(2000)]
    assert {len(rows) for rows in drawn} == {3}
    shares = np.bincount(np.concatenate(drawn), minlength=5) / len(drawn)
    assert np.abs(shares - 0.6).max() < 4.0 * np.sqrt(0.6 * 0.4 / len(drawn))
    assert tender.invite(one.handed(tender)) == tender.invite(one.handed(tender))


def test_quality_over_price_and_first_refusal_by_hand() -> None:
    ratio = OpenTender(rule="quality_over_price")
    assert ratio.score(np.array([100.0, 60.0, np.inf]), np.array([80.0, 60.0, 90.0]), 120.0).tolist() == [0.8, 1.0, 0.0]
    assert not ratio.price_only
    favored = OpenTender(rule="lowest_evaluated_price", first_refusal="incumbent")
    prices = np.array([[70.0, 90.0, 80.0], [85.0, 90.0, 80.0]])
    winner, paid = favored.settled(prices, np.array([2, 2]), 120.0, 0)
    assert winner.tolist() == [0, 2]  # who holds the right matches 80 if it works for less
    assert paid.tolist() == [80.0, 80.0]
