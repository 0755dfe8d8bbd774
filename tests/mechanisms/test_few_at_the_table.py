"""Invited tenders, negotiations, single sources and lotteries worked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from purchases import Case, alike, bid, project

from gpssim.errors import ScenarioError
from gpssim.market import Bid, Request
from gpssim.mechanisms.competitive_negotiation import CompetitiveNegotiation
from gpssim.mechanisms.invited_tender import InvitedTender
from gpssim.mechanisms.lottery import Lottery
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.mechanisms.single_source import SingleSource
from gpssim.rules.pricing import bargained_price

TALKS = CompetitiveNegotiation(n_invited=5, n_min=1, decrement=0.1)


def negotiated(mechanism: CompetitiveNegotiation, costs: list[float], one: Case | None = None) -> tuple[Case, tuple[Bid, ...]]:
    """Talks among bidders who follow as long as the price covers their cost."""

    def answer(request: Request, invited: tuple[int, ...], before: tuple[Bid, ...]) -> Sequence[Bid]:
        if request.kind == "accept":
            return [bid(i, request.price) for i in invited if costs[i] <= request.price]
        assert request.standing_offer == min(b.price for b in before)
        return [replace(b, price=request.price) if costs[b.bidder] <= request.price else b for b in before]

    one = one or alike()
    return one, mechanism.gather(one.handed(mechanism), answer)


def test_talks_end_with_one_left() -> None:
    one, offers = negotiated(TALKS, [95.0, 84.0, 72.0, 61.0, 99.0])
    assert [b.price for b in offers] == pytest.approx([100.0, 90.0, 80.0, 70.0, 100.0])
    award = one.decision(TALKS, offers).awards[0]
    assert (award.bidder, award.price, award.legal_basis) == (3, pytest.approx(70.0), "below_limit")


def test_where_nobody_follows_one_of_the_last_gets_the_price_before() -> None:
    costs = [95.0, 72.0, 73.0, 96.0, 97.0]
    winners = set()
    for word in range(40):
        one, offers = negotiated(TALKS, costs, alike().with_luck(word))
        award = one.decision(TALKS, offers).awards[0]
        winners.add(award.bidder)
        assert award.price == pytest.approx(80.0)
    assert winners == {1, 2}


def test_talks_stop_after_the_last_round() -> None:
    short = replace(TALKS, rounds=2)
    one, offers = negotiated(short, [50.0, 55.0, 60.0, 65.0, 70.0])
    assert {round(b.price, 9) for b in offers} == {80.0}
    assert one.decision(short, offers).awards[0].price == pytest.approx(80.0)


def test_talks_fail_with_too_few() -> None:
    one, offers = negotiated(replace(TALKS, n_min=3), [95.0, 90.0, 101.0, 102.0, 103.0])
    decision = one.decision(replace(TALKS, n_min=3), offers)
    assert (decision.failed, decision.reason) == (True, "too_few_bids")
    _, none = negotiated(TALKS, [101.0] * 5)
    assert alike().decision(TALKS, none).reason == "no_bids"


def test_requirements_come_before_price() -> None:
    offers = [bid(0, 70.0, promised_quality=-3.0), bid(1, 80.0), bid(2, 90.0)]
    assert alike().decision(TALKS, offers).awards[0].bidder == 1


def test_the_table_is_a_fair_draw() -> None:
    few = CompetitiveNegotiation(n_invited=3)
    drawn = [few.invite(alike().with_luck(w).handed(few)) for w in range(1500)]
    assert {len(rows) for rows in drawn} == {3}
    shares = np.bincount(np.concatenate(drawn), minlength=5) / len(drawn)
    assert np.abs(shares - 0.6).max() < 4.0 * np.sqrt(0.24 / len(drawn))


def test_an_invited_tender_is_an_open_tender_among_a_few() -> None:
    invited, one = InvitedTender(n_invited=3), alike()
    rows = invited.invite(one.handed(invited))
    assert len(rows) == 3
    request = invited.request(one.handed(invited), (), 0)
    assert request is not None
    assert request.personal
    bids = [bid(k, 80.0 + k) for k in rows]
    plain = OpenTender(n_invited=3)
    decision = one.decision(invited, bids)
    assert decision.awards[0].bidder == one.decision(plain, bids).awards[0].bidder
    assert decision.awards[0].legal_basis == "tender"
    assert invited.legal_basis(project(places=4000.0)) == "non_tender_approved"
    assert one.decision(invited, [b for b in bids if b.bidder != rows[0]]).reason == "too_few_bids"


def test_a_single_source_bargains_up_to_the_ceiling() -> None:
    one, source = replace(alike(), project=project(incumbent=2)), SingleSource(bargaining_share=0.5)

    def answer(request: Request, invited: tuple[int, ...], before: tuple[Bid, ...]) -> Sequence[Bid]:
        price = float(bargained_price(70.0, 100.0, request.price, request.bargaining_share))
        return [bid(invited[0], price)]

    offers = source.gather(one.handed(source), answer)
    award = one.decision(source, offers).awards[0]
    assert (award.bidder, award.price) == (2, 85.0)  # the outside price of 95 does not help
    assert one.decision(source, []).reason == "no_bids"
    assert one.decision(source, [bid(2, 101.0)]).reason == "above_ceiling"


def test_without_an_incumbent_the_single_source_is_drawn() -> None:
    source = SingleSource()
    assert {source.invite(alike().with_luck(w).handed(source))[0] for w in range(60)} == {0, 1, 2, 3, 4}
    assert source.legal_basis(project(places=500.0)) == "single_source_published"


def test_a_lottery_looks_at_nothing() -> None:
    lottery = Lottery(discount=0.1)
    request = lottery.request(alike().handed(lottery), (), 0)
    assert request is not None
    assert request.price == pytest.approx(90.0)
    offers = [bid(0, 90.0, 5.0), bid(1, 90.0), bid(2, 90.0, -5.0)]
    winners = [alike().with_luck(w).decision(lottery, offers).awards[0].bidder for w in range(300)]
    assert np.bincount(winners) == pytest.approx(100, abs=4.0 * np.sqrt(300 * 2 / 9))
    assert alike().decision(lottery, []).reason == "no_bids"


@pytest.mark.parametrize(
    ("mechanism", "settings"), [(CompetitiveNegotiation, {"decrement": 0.0}), (InvitedTender, {"n_invited": 0})]
)
def test_impossible_parameters_are_refused(mechanism: type, settings: dict[str, float]) -> None:
    with pytest.raises(ScenarioError, match="is impossible"):
        mechanism(**settings)


PLAIN = OpenTender(rule="lowest_evaluated_price", n_min=1, low_bid_judgment=0.0)
SMALL = np.array([True, False, False, False, False])


def preferring(tender: OpenTender, bids: list[Bid], push: bool = False) -> tuple[int, float]:
    one = alike()
    public = replace(one.view.public, small=np.zeros(5, dtype=bool) if push else SMALL)
    one = replace(one, view=replace(one.view, public=public, representative_push=0.1 * SMALL * push))
    award = one.decision(tender, bids).awards[0]
    return award.bidder, award.price


def test_a_deduction_counts_in_comparison_and_not_in_payment() -> None:
    deducted = replace(PLAIN, price_preference=0.1)
    assert preferring(deducted, [bid(0, 88.0), bid(1, 80.0)]) == (0, 88.0)  # compared as 79.2
    assert preferring(deducted, [bid(0, 89.0), bid(1, 80.0)]) == (1, 80.0)  # 80.1
    tied = replace(deducted, preference_for="tied")
    assert preferring(tied, [bid(0, 88.0), bid(1, 80.0)]) == (1, 80.0)
    assert preferring(tied, [bid(0, 88.0), bid(1, 80.0)], push=True) == (0, 88.0)


def test_the_threshold_price_of_a_preferred_winner() -> None:
    tender = replace(PLAIN, payment="threshold", price_rule="linear", price_preference=0.2)
    assert preferring(tender, [bid(0, 60.0), bid(1, 72.0)]) == (0, pytest.approx(90.0))  # 72 / 0.8
    assert preferring(tender, [bid(0, 60.0), bid(1, 96.0)]) == (0, 100.0)  # not above the ceiling
    assert preferring(tender, [bid(0, 90.0), bid(1, 60.0)]) == (1, pytest.approx(72.0))  # what 90 is compared as
    added = replace(PLAIN, payment="threshold", price_rule="linear", additive_preference=10.0, ceiling_of_others=0.9)
    assert preferring(added, [bid(0, 70.0), bid(1, 75.0)]) == (0, 85.0)
    assert preferring(added, [bid(1, 75.0)]) == (1, 90.0)
    assert preferring(added, [bid(0, 98.0), bid(1, 95.0)]) == (0, 100.0)  # 95 is above the ceiling of others
    one_yuan = replace(PLAIN, payment="threshold", price_rule="linear", additive_preference=1.0)
    assert preferring(one_yuan, [bid(0, 70.5), bid(1, 70.0)]) == (0, 71.0)  # compared as 69.5, and as 70 at 71
    assert preferring(one_yuan, [bid(0, 71.5), bid(1, 70.0)]) == (1, 70.5)
    plain = replace(one_yuan, additive_preference=0.0)
    assert preferring(plain, [bid(0, 71.5), bid(1, 70.0)]) == (1, 71.5)
    assert preferring(plain, [bid(0, 71.5)]) == (0, 100.0)
    home = replace(plain, ceiling_of_others=0.8)
    assert preferring(home, [bid(1, 70.0)]) == (1, 80.0)


def test_the_offer_nearest_to_the_mean_wins_and_equals_by_lot() -> None:
    average = replace(PLAIN, price_rule="closest_to_mean")
    assert average.pools
    assert preferring(average, [bid(0, 60.0), bid(1, 80.0), bid(2, 91.0)]) == (1, 80.0)
    winners = {alike().with_luck(w).decision(average, [bid(k, 80.0) for k in range(3)]).awards[0].bidder for w in range(40)}
    assert winners == {0, 1, 2}
    with pytest.raises(ScenarioError, match="payment = 'threshold' is impossible"):
        replace(average, payment="threshold")
