"""The parts of a score worked by hand: thresholds of quality, low offers, reserved purchases, losing offers that decide."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from purchases import Case, alike, bid
from scipy.special import ndtri

from gpssim.mechanisms.competitive_negotiation import CompetitiveNegotiation
from gpssim.mechanisms.lottery import Lottery
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.mechanisms.reversal import Turn, turns, winner_of
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.streams import Luck

PLAIN = OpenTender(juror_noise=0.0, halo=0.0, promise_weight=0.0, rating_scale=1.0, low_bid_judgment=0.0)
"""No errors, no halo: a dossier of Phi^-1(0.85) gets exactly 85 points."""
PRICES = np.array([50.0, 45.0, 60.0, 40.0, 27.5])
QUALITY = np.array([85.0, 78.0, 95.0, 60.0, 30.0])
COMPANY = KINDS.index("company")


def dossier(points: float) -> float:
    return float(ndtri(points / 100.0))


def mixed() -> Case:
    """Five bidders: rows 0-2 small, rows 2-3 companies."""
    one = alike()
    kind = np.array([0, 0, COMPANY, COMPANY, 0], dtype=np.int8)
    small = np.array([True, True, True, False, False])
    return replace(one, view=replace(one.view, public=replace(one.view.public, kind=kind, small=small)))


def test_below_the_threshold_of_quality_no_price_helps() -> None:
    bids = [bid(0, 90.0, dossier(85)), bid(1, 95.0, dossier(78)), bid(2, 80.0, dossier(70)), bid(3, 50.0, dossier(40))]
    cheapest = replace(PLAIN, rule="lowest_evaluated_price")
    assert alike().decision(cheapest, bids).awards[0].bidder == 3
    strict = alike().decision(replace(cheapest, quality_threshold=60.0), bids)
    assert strict.awards[0].bidder == 2
    assert strict.scores[3].reason == "quality_threshold"
    assert alike().decision(replace(PLAIN, quality_threshold=75.0), bids).reason == "too_few_bids"
    assert alike().decision(replace(PLAIN, quality_threshold=99.0), bids).reason == "quality_threshold"


@pytest.mark.parametrize(
    ("prices", "suspect"),
    [
        ([49.0, 60.0, 90.0, 99.0], []),  # mean 74.5, half of it 37.25; half of 60; 45 of the ceiling
        ([44.0, 60.0, 62.0, 64.0], [0]),  # under 45 % of the ceiling of 100
        ([46.0, 95.0, 96.0, 97.0], [0]),  # under half of the second-lowest, 47.5
        ([46.0, 91.0, 100.0, 100.0], []),  # half of the mean is 42.1, half of the second 45.5
        ([46.0, 47.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0], []),
    ],
)
def test_the_three_thresholds_of_2026(prices: list[float], suspect: list[int]) -> None:
    one = alike(n=len(prices))
    tender = replace(PLAIN, low_bid_proof=0.0)
    bids = [bid(k, price) for k, price in enumerate(prices)]
    for rules in ("2014", "2020", "2026"):
        decision = tender.decide(replace(one.handed(tender), rules_as_of=rules), bids)
        found = [s.bidder for s in decision.scores if s.reason == "abnormally_low"]
        assert found == (suspect if rules == "2026" else [])


def test_low_offers_are_reviewed_among_those_that_count_whoever_else_was_refused() -> None:
    one = alike(n=5)
    tender = replace(PLAIN, low_bid_proof=0.0)
    # the offer above the ceiling is refused first: with it the mean would be 104, without it 80, so that 44 is not under half
    # of it; under 45 % of the ceiling of 100 it is
    bids = [bid(0, 44.0), bid(1, 80.0), bid(2, 96.0), bid(3, 100.0), bid(4, 200.0)]
    scores = tender.decide(replace(one.handed(tender), rules_as_of="2026"), bids).scores
    assert [s.reason for s in scores] == ["abnormally_low", "", "", "", "above_ceiling"]
    of_mean = replace(tender, low_bid_of_second=0.0, low_bid_of_ceiling=0.0)  # 44 is over 40, half of 80
    scores = of_mean.decide(replace(one.handed(of_mean), rules_as_of="2026"), bids).scores
    assert [s.reason for s in scores] == ["", "", "", "", "above_ceiling"]


def test_thresholds_may_be_raised_to_65_percent() -> None:
    one = alike(n=4)
    strict = replace(PLAIN, low_bid_of_mean=0.65, low_bid_of_second=0.65, low_bid_of_ceiling=0.65, low_bid_proof=0.0)
    bids = [bid(k, price) for k, price in enumerate((64.0, 70.0, 80.0, 90.0))]
    assert strict.decide(replace(one.handed(strict), rules_as_of="2026"), bids).scores[0].reason == "abnormally_low"
    assert strict.decide(one.handed(strict), bids).scores[0].valid


def test_a_review_that_sees_cost_tells_cheap_work_from_a_gamble() -> None:
    bids = [bid(0, 44.0, covers_cost=True), bid(1, 43.0), bid(2, 95.0), bid(3, 95.0), bid(4, 95.0)]
    seeing = replace(PLAIN, low_bid_proof=0.3, low_bid_insight=1.0)
    blind = replace(seeing, low_bid_insight=0.0)
    stands = {tender: np.zeros(2) for tender in (seeing, blind)}
    for tender, word in ((t, w) for t in stands for w in range(200)):
        decision = tender.decide(replace(alike().with_luck(word).handed(tender), rules_as_of="2026"), bids)
        stands[tender] += [decision.scores[k].valid for k in (0, 1)]
    assert stands[seeing].tolist() == [200, 0]
    assert np.abs(stands[blind] / 200 - 0.3).max() < 4.0 * np.sqrt(0.3 * 0.7 / 200)


def test_a_deduction_decides_for_small_organizations_as_the_law_counts_them() -> None:
    one = mixed()
    bids = [bid(0, 88.0), bid(2, 86.0), bid(3, 80.0)]
    tender = replace(PLAIN, rule="lowest_evaluated_price", price_preference=0.1)

    def winner(**changes: object) -> int:
        return one.decision(replace(tender, **changes), bids).awards[0].bidder

    assert winner(price_preference=0.0) == 3
    assert winner() == 2  # 77.4 against 79.2 and 80
    assert winner(preference_for="sme") == 2
    assert winner(preference_for="social") == 0  # 79.2 against 86 and 80
    without = [bids[0], bid(1, 95.0), bids[2]]
    small = replace(tender, preference_for="sme")
    assert one.decision(small, without).awards[0].bidder == 3  # nonprofits are no enterprises
    assert one.decision(replace(small, npo_counts_as_sme=True), without).awards[0].bidder == 0


def test_reserved_purchases_admit_the_preferred_without_a_deduction() -> None:
    one = mixed()  # 240,000 yuan at the ceiling
    tender = replace(PLAIN, rule="lowest_evaluated_price", price_preference=0.2, reserved_below=2.0e6)
    assert tender.invite(one.handed(tender)) == (0, 1, 2)
    bids = [bid(0, 88.0), bid(1, 87.0), bid(2, 86.0), bid(3, 50.0)]
    decision = one.decision(tender, bids)
    assert decision.awards[0].bidder == 2
    assert decision.scores[0].total == pytest.approx(100.0 * 86.0 / 88.0)
    assert decision.scores[3].reason == "not_invited"
    large = replace(one, project=replace(one.project, ceiling=100.0, places=2000.0))
    assert tender.invite(large.handed(tender)) == (0, 1, 2, 3, 4)


def test_what_cannot_be_reserved_is_open() -> None:
    one = mixed()
    strict = replace(PLAIN, reserved_below=2.0e6, preference_for="sme")
    assert strict.invite(one.handed(strict)) == (0, 1, 2, 3, 4)  # one small enterprise, three must offer
    again = replace(one, project=replace(one.project, attempt=1))
    small = replace(strict, preference_for="small")
    assert small.invite(one.handed(small)) == (0, 1, 2)
    assert small.invite(again.handed(small)) == (0, 1, 2, 3, 4)  # failed once: open, with the deduction


def test_a_share_of_all_purchases_is_reserved() -> None:
    tender = replace(PLAIN, reserved_share=0.3, preference_for="social")
    drawn = [tender.reserved(mixed().with_luck(word).handed(tender)) for word in range(1000)]
    assert abs(np.mean(drawn) - 0.3) < 4.0 * np.sqrt(0.3 * 0.7 / 1000)
    assert not PLAIN.reserved(mixed().handed(PLAIN))


def test_a_losing_offer_decides_under_lowest_over_own() -> None:
    """Without the offer of 27.5 (30 points, last), offer 1 wins with 82.9; with it, offer 2 with 72.9 against 70.4."""
    tender = replace(PLAIN, price_weight=0.45)
    assert turns(tender, PRICES, QUALITY, 100.0) == (Turn((4,), 1),)
    assert turns(tender, PRICES[:4], QUALITY[:4], 100.0) == ()
    bids = [bid(k, p, dossier(q)) for k, (p, q) in enumerate(zip(PRICES, QUALITY, strict=True))]
    assert alike().decision(tender, bids).awards[0].bidder == 2
    assert alike().decision(tender, bids[:4]).awards[0].bidder == 1


@pytest.mark.parametrize(
    ("rule", "decided"), [("lowest_ratio", True), ("closest_to_mean", True), ("benchmark", True), ("linear", False)]
)
def test_which_rules_can_be_turned_by_losers(rule: str, decided: bool) -> None:
    tender = OpenTender(price_rule=rule, price_weight=0.45)
    rows, luck = np.arange(300), Luck.of(8, 0)
    prices, quality = (50.0 + 50.0 * luck.uniforms(what, rows[:, None], np.arange(5)[None, :]) for what in ("price", "quality"))
    turned = [bool(turns(tender, p, q, 100.0)) for p, q in zip(prices, quality, strict=True)]
    assert any(turned) is decided


def test_two_losers_can_decide_where_one_does_not() -> None:
    tender = replace(PLAIN, price_weight=0.45)
    prices, quality = np.append(PRICES, 27.5), np.append(QUALITY, 30.0)
    assert turns(tender, prices, quality, 100.0) == ()
    assert turns(tender, prices, quality, 100.0, most=2) == (Turn((4, 5), 1),)


def test_two_of_four_can_decide_together() -> None:
    tender = replace(PLAIN, price_weight=0.45)
    prices, quality = np.array([45.0, 60.0, 27.5, 27.5]), np.array([78.0, 95.0, 30.0, 30.0])
    # 27.5 + 42.9 = 70.4 against 20.6 + 52.3 = 72.9 with one of the cheap or both; without them 45 + 42.9 against 33.8 + 52.3
    assert turns(tender, prices, quality, 100.0) == ()
    assert turns(tender, prices, quality, 100.0, most=2) == turns(tender, prices, quality, 100.0, most=9) == (Turn((2, 3), 0),)


def test_any_mechanism_with_a_score_can_be_asked() -> None:
    assert turns(CompetitiveNegotiation(), PRICES, QUALITY, 100.0) == ()
    assert turns(OpenTender(rule="quality_over_price"), PRICES, QUALITY, 100.0) == ()
    assert turns(Lottery(), PRICES, QUALITY, 100.0, lots=np.array([0.5, 0.1, 0.9, 0.3, 0.7])) == ()
    assert turns(PLAIN, PRICES[:2], QUALITY[:2], 100.0) == ()
    assert winner_of(PLAIN, np.array([[80.0, 80.0, np.inf]]), np.full(3, 60.0), 100.0, np.array([0.9, 0.1, 0.0])).tolist() == [1]
