"""The verb ``purchase``, worked by hand: a tender, one that fails and is held again, a commission, an award cut to the money."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hand_made import hand_made

from gpssim.model import PublicServiceMarket
from gpssim.month.money.budget import open_fiscal_year
from gpssim.month.planning.policy import set_policy
from gpssim.month.planning.year import plan
from gpssim.month.purchasing.purchases import purchase
from gpssim.theory.special import alike, tables

USUAL: dict[str, Any] = {
    "warm_up": 0,
    "world.organizations.cost_sd": 0.0,
    "world.organizations.loses_heart": 0.0,
    "world.bidding.family": "markup",
    "world.bidding.markup": 0.1,
    "world.bidding.reserve_hours": 0.25,
    "world.purchasers.ceiling_margin": 0.4,
    "world.purchasers.ceiling_raise": 0.03,
    "world.purchasers.project_value": 70_000.0,
}
LOWEST = {"rule": "lowest_evaluated_price"}


def before_the_purchase(
    mechanism: str = "open_tender", settings: dict[str, Any] | None = None, **dials: Any
) -> PublicServiceMarket:
    """The hand-made market of organizations that cost 80, 90 and 100 yuan, with the first January planned.

    The mean cost is 90, the ceiling 1.4 x 90 = 126. Of 70,000 yuan 70,000 / (126 x 12) = 46.296296 places can be bought; the
    second purchaser's district needs 40.
    """
    market = alike(hand_made({**USUAL, **dials}, mechanism, settings=settings))
    market.organizations["cost_type"][:] = [0.8, 0.9, 1.0]
    for verb in (set_policy, open_fiscal_year, plan):
        verb(market)
    assert [round(line.places, 6) for line in market.lines] == [46.296296, 40.0]
    return market


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
    market.prices.paid_to[0, 2, 0] = 85.0  # what is known of the others is the price survey's 90
    market.prices.paid_to[1, 1, 0] = 85.0
    purchase(market)
    # nothing was tendered, so that the ceiling of 126 is what would be paid elsewhere: halfway between 100 and 126, and 90 and 126
    assert {(s.line, s.bidder): s.price for s in market.signatures} == pytest.approx({(0, 2): 113.0, (1, 1): 108.0})
    assert market.purchasers.reserved[:, 0] == pytest.approx([113.0 * 46.296296296 * 12.0, 108.0 * 40.0 * 12.0])
    assert market.prices.paid_to[0, 2, 0] == pytest.approx(113.0)
    assert np.isnan(market.prices.disclosed(0, 0, 24, 1.0))  # commissions are not published


def test_an_award_is_cut_to_the_money_there_is() -> None:
    market = before_the_purchase(settings=LOWEST)
    market.purchasers["account_fen"][0] = 30_001_00
    purchase(market)
    # 30,000 yuan beside the one that is kept for rounding: 30,000 / (88 x 12) = 28.409091 places
    assert market.purchasers.reserved[:, 0] == pytest.approx([30_000.0, 42_240.0])
    assert sorted(s.places for s in market.signatures) == pytest.approx([28.409091, 40.0])
