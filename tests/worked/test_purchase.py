"""The verb ``purchase``, worked by hand: a tender, one that fails and is held again, a commission, an award cut to the money."""

from __future__ import annotations

import numpy as np
import pytest
from purchase_by_hand import LOWEST, before_the_purchase
from signed_by_hand import signed

from gpssim.market import Award, ContractTerms, Decision, Score
from gpssim.month.purchasing.purchases import purchase, retry
from gpssim.month.purchasing.rows import rank_correlation, ranked
from gpssim.month.purchasing.traces import all_paid
from gpssim.records.truth import RedFlag
from gpssim.state.procedures import mechanism_of
from gpssim.theory.special import tables


def test_a_tender_is_won_by_the_lowest_price_and_costs_both_sides() -> None:
    market = before_the_purchase(settings=LOWEST)
    cash = market.organizations.cash_fen.copy()
    purchase(market)
    both = tables(market)
    assert both["projects"].ceiling.tolist() == pytest.approx([126.0, 126.0])
    # prices are a tenth above cost; each of three wins with chance 1/3, at least 8 x 480 / 3 = 1,280 yuan for an offer of
    # 40 hours x 0.25 x 45 = 450 yuan: all offer
    assert both["bids"].sort_values(["project", "organization"]).price.tolist() == pytest.approx([88.0, 99.0, 110.0] * 2)
    assert both["bids"].won.tolist() == (both["bids"].organization == 0).tolist()
    # 88 x 46.296296 x 12 and 88 x 40 x 12 yuan wait for the signature in two months: 20 + 10 + 30 days
    assert market.purchasers.reserved[:, 0] == pytest.approx([48_888.888889, 42_240.0])
    assert sorted((s.month, s.bidder, s.price, round(s.places, 6)) for s in market.signatures) == [
        (2, 0, pytest.approx(88.0), 40.0),
        (2, 0, pytest.approx(88.0), 46.296296),
    ]
    assert (cash - market.organizations.cash_fen).tolist() == [90_000] * 3  # two offers of 450.00 yuan
    # 40 hours and two for each of three offers; 1.5 % of 70,000 and of 126 x 40 x 12 = 60,480 yuan, five jurors at 500
    assert market.purchasers.hours_used.tolist() == [46.0, 46.0]
    assert market.flows["procedure_cost"][:, 0] == pytest.approx([1_050.0 + 2_500.0, 907.2 + 2_500.0])
    # chances are remembered with a weight of 0.1: 0.3 -> 0.37 -> 0.433 with two awards, 0.3 -> 0.27 -> 0.243 without
    assert market.organizations.win_rate == pytest.approx([0.433, 0.243, 0.243])
    assert market.prices.disclosed(0, 0, 24, 1.0) == pytest.approx(88.0)
    assert market.organizations.n_bids.tolist() == [2, 2, 2]


def test_two_offers_are_too_few_and_the_next_ceiling_is_higher() -> None:
    market = before_the_purchase(settings=LOWEST)
    market.organizations["debarred_until"][2] = 5
    purchase(market)
    projects = tables(market)["projects"]
    assert projects.reason.tolist() == ["too_few_bids"] * 2
    assert projects.n_bids.tolist() == [2, 2]
    assert market.purchasers.reserved.tolist() == [[0.0], [0.0]]
    assert market.purchasers.hours_used.tolist() == [44.0, 44.0]  # 40 and twice two
    assert [(line.attempt, line.open_month, line.pending) for line in market.lines] == [(1, 1, False)] * 2
    market.month, market.organizations["debarred_until"][2] = 1, 0
    purchase(market)
    again = tables(market)["projects"].query("attempt == 1")
    assert again.ceiling.tolist() == pytest.approx([129.78, 129.78])  # 126 x 1.03
    assert again.winning_price.tolist() == pytest.approx([88.0, 88.0])
    assert [line.pending for line in market.lines] == [True, True]


def test_an_offer_that_does_not_pay_is_not_made() -> None:
    # 40 hours x 0.9 x 45 = 1,620 yuan: for the second purchaser's 480 place-months the three expect 8 x 480 / 3 = 1,280, 1,440 and
    # 1,600 yuan; for the first's 555.56 place-months 1,481, 1,667 and 1,852 yuan
    market = before_the_purchase(settings=LOWEST, **{"world.bidding.reserve_hours": 0.9})
    purchase(market)
    bids = tables(market)["bids"]
    assert sorted(bids.organization.tolist()) == [1, 2]
    assert bids.places.tolist() == pytest.approx([46.296296, 46.296296])


def test_a_commission_goes_to_whom_the_purchaser_thinks_cheapest_at_a_price_halfway_to_the_ceiling() -> None:
    market = before_the_purchase("directed_commission", {"bargaining_share": 0.5})
    market.purchasers["quality_value"][:] = 0.5
    market.prices.paid_to[0, 0] = {2: 85.0}  # what is known of the others is the price survey's 90
    market.prices.paid_to[1, 0] = {1: 85.0}
    purchase(market)
    # nothing was tendered, so that the ceiling of 126 is what would be paid elsewhere: halfway between 100 and 126, and 90 and 126
    assert {(s.line, s.bidder): s.price for s in market.signatures} == pytest.approx({(0, 2): 113.0, (1, 1): 108.0})
    assert market.purchasers.reserved[:, 0] == pytest.approx([113.0 * 46.296296296 * 12.0, 108.0 * 40.0 * 12.0])
    assert [s.promised for s in market.signatures] == pytest.approx([0.3, 0.3])  # usual quality is 0; a habit of 0.3 above it
    assert market.prices.paid_to[0, 0][2] == pytest.approx(113.0)
    assert np.isnan(market.prices.disclosed(0, 0, 24, 1.0))  # commissions are not published


def test_an_award_is_cut_to_the_money_there_is() -> None:
    market = before_the_purchase(settings=LOWEST)
    market.purchasers["account_fen"][0] = 30_001_00
    purchase(market)
    # 30,000 yuan beside the one that is kept for rounding: 30,000 / (88 x 12) = 28.409091 places
    assert market.purchasers.reserved[:, 0] == pytest.approx([30_000.0, 42_240.0])
    assert sorted(s.places for s in market.signatures) == pytest.approx([28.409091, 40.0])


def test_half_a_place_is_signed_and_none_is_not() -> None:
    market = before_the_purchase(settings=LOWEST)
    # 528 and 0 yuan beside the one that is kept for rounding: 528 / (88 x 12) = 0.5 places
    market.purchasers["account_fen"][:] = [529_00, 1_00]
    purchase(market)
    assert [(s.line, s.places) for s in market.signatures] == [(0, pytest.approx(0.5))]
    assert [(line.pending, line.closed, line.open_month) for line in market.lines] == [(True, False, -1), (False, True, -1)]
    assert market.purchasers.reserved[:, 0] == pytest.approx([528.0, 0.0])


def test_a_purchase_is_written_down_with_what_only_a_simulator_knows() -> None:
    market = before_the_purchase(settings=LOWEST, **{"world.violations.threshold": 1.0e9})
    market.organizations["tie"][0, 1] = 0.25
    market.organizations["ability_verifiable"][:], market.organizations["ability_nonverifiable"][:] = 0.4, [0.2, 0.0, 0.6]
    purchase(market)
    rows = tables(market)["projects"].sort_values("purchaser")
    same = {
        "attempt": 0,
        "fiscal_year": 0,
        "ordinal": 0,
        "ceiling": 126.0,
        "months": 12,
        "incumbent": -1,  # nobody serves it
        "repurchase": False,
        "domain": "community",
        "mechanism": "open_tender",
        "month_opened": market.since_switch,
        "month_start": market.since_switch + 2,
        "n_invited": 3,
        "n_bids": 3,
        "n_valid_bids": 3,
        "n_effective_bids": 3,
        "n_awards": 1,
        "outcome": "awarded",
        "reason": "",
        "legal_basis": "tender",
        "winning_price": 88.0,
        "winner": 0,
        "winner_quality": 0.3,  # half of 0.4 and half of 0.2
        "lead_months": 2,
        "official_hours": 46.0,
        "bidder_cost": 3 * 450.0,
        "score_rank_correlation": -0.5,  # ranks of the scores 3, 2, 1; of quality 0.3, 0.2, 0.5: 2, 1, 3
        "decided_by_loser": False,
        "truth": 0,
        "red_flag": 0,
        "detected": 0,
    }
    for name, value in same.items():
        assert rows[name].tolist() == ([pytest.approx(value)] * 2 if isinstance(value, float) else [value] * 2), name
    own = {"places": [46.2962963, 40.0], "surveyed_need": [60.0, 40.0], "true_need": [60.0, 40.0], "winner_tie": [0.0, 0.25]}
    for name, values in {**own, "district": [0, 1], "procedure_cost": [3_550.0, 3_407.2]}.items():
        assert rows[name].tolist() == pytest.approx(values), name
    assert sorted(set(rows.columns) - set(same) - set(own)) == ["district", "procedure_cost", "project", "purchaser"]


def test_ranks_of_equals_are_the_mean_of_theirs() -> None:
    assert ranked([3.0, 1.0, 3.0, 7.0, 3.0]) == [3.0, 1.0, 3.0, 5.0, 3.0]
    assert ranked([2.0, 2.0]) == [1.5, 1.5]


def test_a_price_without_equipment_and_for_all_work_tells_of_cost() -> None:
    award = Award(0, 90.0, 10.0, 0.0, ContractTerms(unpaid=0.25, investment=15.0), "tender")
    assert all_paid(award) == pytest.approx(100.0)  # 75 yuan for three quarters of the work


@pytest.mark.parametrize("together", [1, 2])
def test_what_is_bought_together_has_luck_of_its_own_and_what_is_bought_alone_has_not(together: int) -> None:
    market = before_the_purchase(settings=LOWEST, levers={"joint_purchasing": together})
    market.organizations["serves_district"][0] = [True, together == 1]
    served = signed(market, organization=2, end=3)
    market.lines[0].last_contract = served  # the larger line, which leads the lot
    purchase(market)
    assert [line.pooled for line in market.lines] == [together == 2] * 2
    rows = tables(market)["projects"].sort_values("purchaser")
    assert rows.repurchase.tolist() == ([True, False] if together == 1 else [True])
    assert rows.incumbent.tolist() == ([2, -1] if together == 1 else [2])
    # who won a lot works wherever its lines are
    assert market.organizations.serves_district[0].tolist() == [True, True]


def test_after_failure_rules_go_their_steps() -> None:
    market = before_the_purchase(settings=LOWEST, **{"world.law.rule_set": "textbook"})
    line, mechanism = market.lines[0], mechanism_of(market, "open_tender")
    seen = []
    for _ in range(4):
        retry(market, line, mechanism)
        seen.append((line.attempt, line.mechanism, line.open_month, line.must_ask, line.closed))
    # twice more a month after the next notice may appear, then in house next month, then no more
    again = [(k, "open_tender", 1, False, False) for k in (1, 2)]
    assert seen == [*again, (3, "in_house", 1, False, False), (4, "in_house", -1, False, True)]
    chosen = tables(market)["choices"]
    assert chosen.mechanism.tolist()[:1] == ["in_house"]


def test_who_keeps_a_line_or_loses_it_remembers_how_often_lines_are_kept() -> None:
    market = before_the_purchase(settings=LOWEST)
    for line, organization in ((0, 0), (1, 2)):
        market.lines[line].last_contract = signed(market, organization=organization, purchaser=line)
    market.organizations["continuation_rate"][:] = 0.6
    purchase(market)
    # the first wins its line anew, the third loses its own: 0.6 + 0.1 x 0.4 and 0.6 - 0.1 x 0.6
    assert market.organizations.continuation_rate.tolist() == pytest.approx([0.64, 0.6, 0.54])
    flags = tables(market)["projects"].sort_values("purchaser").red_flag & int(RedFlag.SAME_WINNER)
    assert (flags > 0).tolist() == [True, False]


def test_two_offers_are_enough_for_a_correlation_and_equal_ones_have_none() -> None:
    scores = Decision(scores=(Score(0, 60.0), Score(1, 70.0), Score(2, 80.0, valid=False)))
    assert rank_correlation(scores, {0: 0.1, 1: 0.4, 2: 0.0}) == pytest.approx(1.0)
    assert rank_correlation(scores, {0: 0.4, 1: 0.1, 2: 0.9}) == pytest.approx(-1.0)
    assert np.isnan(rank_correlation(scores, {0: 0.4, 1: 0.4, 2: 0.9}))
    assert np.isnan(rank_correlation(Decision(scores=scores.scores[1:]), {0: 0.1, 1: 0.4, 2: 0.0}))


@pytest.mark.parametrize(("attempt", "basis"), [(0, "tender"), (1, "tender"), (2, "non_tender_approved")])
def test_what_is_bought_after_all_tenders_failed_was_approved(attempt: int, basis: str) -> None:
    market = before_the_purchase(settings=LOWEST, levers={"retenders": 1})
    for line in market.lines:
        for _ in range(attempt):
            line.fail()
    purchase(market)
    assert [s.legal_basis for s in market.signatures] == [basis] * 2


def test_losers_leave_districts_in_which_they_neither_live_nor_work() -> None:
    market = before_the_purchase(settings=LOWEST, **{"world.organizations.loses_heart": 1.0})
    o = market.organizations
    o["home"][:] = market.district_number[[0, 0, 1]]
    signed(market, organization=2, purchaser=0)
    purchase(market)
    # the first wins both; the second lives in the first district, the third in the second, and it works in the first
    assert o.serves_district.tolist() == [[True, True], [True, False], [True, True]]


def test_offers_take_time_and_open_purchases_are_counted() -> None:
    market = before_the_purchase(settings=LOWEST, **{"world.sector.time_costs.offers": 0.5})
    market.organizations["won_first"][0] = 0
    market.month = 2
    for line in market.lines:
        line.open(2)
    purchase(market)
    assert market.organizations.hours_lost.tolist() == pytest.approx([40.0] * 3)  # half of 40 hours for each of two offers
    assert market.flows["n_open"][:, 0].tolist() == [1.0, 1.0]
    assert market.flows["n_found_out"][:, 0].tolist() == [0.0, 0.0]
    assert market.organizations.won_first.tolist() == [0, -1, -1]  # the first time counts


@pytest.mark.parametrize(("absent", "alone"), [(0, False), (1, False), (2, True), (3, False)])
def test_a_single_offer_is_a_red_flag(absent: int, alone: bool) -> None:
    market = before_the_purchase(settings=LOWEST)
    market.organizations["debarred_until"][:absent] = 5
    purchase(market)
    assert ((tables(market)["projects"].red_flag & int(RedFlag.SINGLE_BID)) > 0).tolist() == [alone] * 2


def test_after_failed_tenders_another_mechanism_has_a_turn_and_then_none() -> None:
    market = before_the_purchase(settings=LOWEST, levers={"retenders": 1, "after_failure": "directed_commission"})
    line, mechanism = market.lines[0], mechanism_of(market, "open_tender")
    seen = []
    for _ in range(3):
        retry(market, line, mechanism)
        seen.append((line.attempt, line.mechanism, line.open_month, line.closed))
    assert seen == [(1, "open_tender", 1, False), (2, "directed_commission", 1, False), (3, "directed_commission", -1, True)]
