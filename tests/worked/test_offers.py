"""What organizations know before they offer, by hand: rivals to expect, what a promise costs, what everybody looks like."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from purchase_by_hand import asked, before_the_purchase
from signed_by_hand import signed

from gpssim.bidding.base import PromiseTerms
from gpssim.market import Bid, Request
from gpssim.month.offers import offers
from gpssim.month.offers.view import own_record


def test_rivals_are_expected_from_what_was_disclosed_and_beyond_seven_nobody_counts() -> None:
    market = before_the_purchase()
    answering = asked(market)
    assert answering.rivals_expected() == 2.0  # nothing was disclosed: three offers, one of them its own
    market.prices.count(0, 0, 6)
    assert answering.rivals_expected() == pytest.approx(3.5)  # (3 + 6) / 2 - 1
    assert (answering.bidders_expected(10), answering.bidders_expected(4)) == (5, 4)  # 3.5 is rounded to the even 4
    market.prices.count(0, 0, 20)
    assert answering.rivals_expected() == 7.0  # (3 + 6 + 20) / 3 - 1 = 8.67


def test_bidders_know_themselves_and_of_rivals_what_is_usual() -> None:
    dials = {
        "world.organizations.effort_cost": 0.5,
        "world.organizations.effort_substitution": 0.1,
        "world.organizations.ability_mean": 0.3,
        "world.information.dossier_ability": 0.8,
    }
    market = before_the_purchase(levers={"penalty": 0.2, "tolerance": 0.1}, **dials)
    o = market.organizations
    o["ability_verifiable"][:], o["ability_nonverifiable"][:], o["proposal_skill"][:] = 0.4, [0.2, 0.0, 0.6], 1.0
    o["honesty"][:], o["mission"][:] = [0.2, 0.4, 0.6], [0.0, 0.0, 0.06]
    answering = asked(market)
    standing = answering.standing(np.arange(3))
    # mission of 0.06 calls for an effort of 0.06 / (0.5 + 0.1) = 0.1 on each task, which costs
    # 0.25 x 0.01 + 0.25 x 0.01 + 0.1 x 0.01 = 0.006 of 100 yuan
    assert standing.true_cost.tolist() == pytest.approx([80.0, 90.0, 100.6])
    assert standing.quality.tolist() == pytest.approx([0.3, 0.2, 0.6])
    assert standing.dossier.tolist() == pytest.approx([0.44, 0.36, 0.6])  # 0.8 of ability and 0.2 of the skill of 1
    info = answering.info(standing)
    # effort that raises all tasks by e costs (0.5 + 0.1) e^2; of a shortfall half is expected to be found
    assert info.promise == PromiseTerms(pytest.approx(1.2), 0.2, 0.1, 0.5)
    assert (info.ceiling, info.quality_floor) == (pytest.approx(126.0), -np.inf)
    assert (info.rivals.number, info.rivals.quality, info.rivals.dossier) == pytest.approx((2.0, 0.3, 0.24))
    assert info.rivals.cost == pytest.approx(answering.usual_cost())
    assert info.honesty.tolist() == [0.2, 0.4, 0.6]
    assert info.lead.tolist() == [0.0] * 3
    assert info.idle.tolist() == [1.0] * 3  # nobody has work


def test_a_typical_rival_costs_what_a_survey_finds_as_far_as_openings_and_doubt_change_that() -> None:
    market = before_the_purchase(**{"world.bidding.rivals_cheaper": 0.1})
    assert asked(market).usual_cost() == pytest.approx(81.0)  # 0.9 x 90
    market.prices.shown[0] = 1.2
    assert asked(market).usual_cost() == pytest.approx(97.2)


def test_who_serves_the_line_does_it_for_less() -> None:
    market = before_the_purchase(**{"world.organizations.incumbency_advantage": 0.05})
    market.lines[0].last_contract = signed(market, organization=2)
    assert asked(market).standing(np.arange(3)).true_cost.tolist() == pytest.approx([80.0, 90.0, 95.0])


def test_a_purchaser_knows_what_it_believes_pays_and_is_tied_to() -> None:
    market = before_the_purchase(**{"world.purchasers.incumbent_bonus": 0.1})
    o = market.organizations
    o["believed_mean"][:, 1], o["believed_variance"][:, 1], o["tie"][:, 1] = [0.1, 0.2, 0.3], [0.04, 0.09, 0.16], [0.0, 0.5, 0.0]
    market.purchasers["quality_value"][1] = 0.5
    market.prices.paid_to[1, 2, 0] = 85.0
    market.prices.paid_to[0, 0, 0] = 70.0  # another's price
    known = own_record(market, 1, 0, 0.25)
    assert known.believed_quality.tolist() == [0.1, 0.2, 0.3]
    assert known.believed_sd.tolist() == pytest.approx([0.2, 0.3, 0.4])
    assert known.expected_cost.tolist() == pytest.approx([90.0, 90.0, 85.0])
    assert known.tie.tolist() == [0.0, 0.5, 0.0]
    assert (known.quality_value, known.incumbent_bonus, known.tie_weight) == pytest.approx((50.0, 10.0, 0.25))


EVERYBODY = (0, 1, 2)


@pytest.mark.parametrize(("rule", "level"), [("threshold", 0.75), ("mixed", 0.4)])
def test_in_an_equilibrium_of_entry_the_cheap_offer_or_each_by_chance(rule: str, level: float, monkeypatch: Any) -> None:
    market = before_the_purchase(**{"world.bidding.entry": rule, "world.bidding.counts_cycle": 0.0})
    market.world = market.world.model_copy(update={"organizations": market.world.organizations.model_copy(update={"cost_sd": 0.2})})
    asked_of: list[Any] = []

    def known(*given: Any) -> float:
        asked_of.append(given)
        return level

    monkeypatch.setattr(offers, "entry_level", known)
    answering = asked(market)
    standing = answering.standing(np.arange(3))
    joins = answering.takes_part(standing, np.zeros(3), np.zeros(3))
    if rule == "threshold":  # up to 0.75 x 126 = 94.50 yuan
        assert joins.tolist() == [c <= 94.5 for c in standing.cost]
    else:
        assert joins.tolist() == (answering.luck.uniforms("taking part", market.organizations.key) < 0.4).tolist()
    ((name, (cost, sd), n, fee),) = asked_of
    # a usual cost of 90 of the ceiling's 126; an offer costs 450 yuan of 126 x 46.296296 x 12 = 70,000
    assert (name, cost, sd, n, fee) == (rule, pytest.approx(90.0 / 126.0), 0.2, 3, pytest.approx(450.0 / 70_000.0))


def test_an_offer_counts_the_later_years_of_its_cycle_each_for_less() -> None:
    cycle = {"tender_cycle_years": 3}
    for counted, years in ((0.0, 1.0), (0.5, 1.0 + 0.5 * (0.9 + 0.81)), (1.0, 2.71)):
        market = before_the_purchase(levers=cycle, **{"world.bidding.counts_cycle": counted, "world.bidding.discount": 0.9})
        assert asked(market).volume_expected() == pytest.approx(46.296296 * 12 * years)


def test_who_may_match_states_the_least_it_works_for() -> None:
    market = before_the_purchase(settings={"first_refusal": "incumbent", "rule": "lowest_evaluated_price"})
    market.lines[0].last_contract = signed(market, organization=2)
    bids = asked(market)(Request("sealed"), EVERYBODY, ())
    assert [b.price for b in bids] == pytest.approx([88.0, 99.0, 100.0])
    assert [b.places for b in bids] == pytest.approx([46.296296] * 3)
    assert [b.covers_cost for b in bids] == [True] * 3


def test_a_directed_bid_shares_what_lies_between_cost_and_the_best_alternative() -> None:
    answering = asked(before_the_purchase())
    answering.project = replace(answering.project, outside_price=95.0)
    bids = answering(Request("bargain", bargaining_share=0.25), EVERYBODY, ())
    # 80 + 0.25 x 15, 90 + 0.25 x 5; the third works for no less than 100
    assert [(b.bidder, b.price) for b in bids] == [(0, pytest.approx(83.75)), (1, pytest.approx(91.25))]
    bids = answering(Request("bargain", price=110.0, bargaining_share=0.5), EVERYBODY, ())
    assert [b.price for b in bids] == pytest.approx([95.0, 100.0, 105.0])
    obliged = answering(Request("bargain", bargaining_share=0.25, obliged=True), EVERYBODY, ())
    assert [b.price for b in obliged] == pytest.approx([83.75, 91.25, 126.0])  # who must serve does, at the ceiling
    assert [b.covers_cost for b in obliged] == [True] * 3
    # promised is 0.3 above the usual quality of 0
    usual = answering.standing(np.arange(3)).quality
    assert [b.promised_quality for b in obliged] == pytest.approx((usual + 0.3).tolist())


def test_last_offers_go_down_to_what_is_asked_where_that_covers_cost() -> None:
    answering = asked(before_the_purchase())
    before = tuple(Bid(i, price, 40.0, 0.0, 0.0) for i, price in enumerate((88.0, 99.0, 110.0)))
    after = answering(Request("revise", price=95.0), EVERYBODY, before)
    assert [b.price for b in after] == [88.0, 95.0, 110.0]


def test_who_hears_of_a_purchase_and_who_is_told() -> None:
    dials = {"world.bidding.attention": 0.5, "world.bidding.incumbents_told": 1.0}
    market = before_the_purchase(**dials)
    market.lines[0].last_contract = signed(market, organization=1)
    first = asked(market)
    lots = first.luck.uniforms("attention", market.organizations.key)
    assert first.hears(np.arange(3)).tolist() == [lots[0] < 0.5, True, lots[2] < 0.5]
    market.lines[0].fail()
    again = asked(market)
    later = again.luck.uniforms("attention", market.organizations.key)
    assert again.hears(np.arange(3)).tolist() == [min(lots[0], later[0]) < 0.5, True, min(lots[2], later[2]) < 0.5]
    forgetful = {**dials, "world.bidding.notices_add_up": False, "world.bidding.incumbents_told": 0.0}
    market = before_the_purchase(**forgetful)
    market.lines[0].last_contract = signed(market, organization=1)
    market.lines[0].fail()
    assert asked(market).hears(np.arange(3)).tolist() == (later < 0.5).tolist()
    # who was invited by name has heard of it; offers are made by those who heard
    assert {b.bidder for b in asked(market)(Request("sealed"), EVERYBODY, ())} <= set(np.flatnonzero(later < 0.5).tolist())
    assert len(asked(market)(Request("sealed", personal=True), EVERYBODY, ())) == 3
