"""What organizations know before they offer, by hand: rivals to expect, what a promise costs, what everybody looks like."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from purchase_by_hand import asked, before_the_purchase
from signed_by_hand import signed

from gpssim.bidding.base import PromiseTerms
from gpssim.market import Bid, ContractTerms, Request
from gpssim.month.offers import offers
from gpssim.month.offers.view import own_record, used_by_choice, view_of, without_institutions
from gpssim.state import costs
from gpssim.state.kinds import INSTITUTION
from gpssim.state.procedures import mechanism_of


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
    market.prices.paid_to[1, 0] = {2: 85.0}
    market.prices.paid_to[0, 0] = {0: 70.0}  # another's price
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


def test_who_is_in_debt_has_nothing_to_give_for_its_mission() -> None:
    dials = {"world.organizations.mission_acceptance": 0.5, "world.organizations.surplus_indifference": 0.2}
    market = before_the_purchase(**{**dials, "world.organizations.effort_cost": 5.0, "world.scales.service_value": 1.0})
    o = market.organizations
    o["mission"][:] = 0.08
    answering = asked(market)
    volume = answering.project.volume  # 46.296296 x 12 place-months
    o["cash_fen"][:] = [-50_000_00, int(200.0 * volume), int(2_000.0 * volume)]
    standing = answering.standing(np.arange(3))
    # work is worth 0.5 x 0.08 x 100 = 4 yuan, 4 / 0.8 = 5 where a fifth of a surplus is worth nothing: as far as half of what they
    # have goes, which is nothing, 1 yuan and 10 for a place-month
    assert (standing.true_cost - standing.cost).tolist() == pytest.approx([0.0, 1.0, 5.0], abs=1e-6)


def test_cost_that_is_common_takes_the_place_of_ones_own() -> None:
    plain = before_the_purchase()
    for share in (0.0, 0.25, 1.0):
        spread = {"cost_sd": 0.2, "cost_persistence": 0.75, "common_cost": share}
        changed = plain.world.organizations.model_copy(update=spread)
        plain.world = plain.world.model_copy(update={"organizations": changed})
        keys = plain.organizations.key
        # of a spread of 0.2 a half is the pair's own (sd 0.2 x sqrt(0.25)), all of it the project's where it is common
        own = 0.1 * plain.luck.normals("project cost", np.uint64(99), keys)
        common = 0.2 * plain.luck.normal("common cost", 99)
        types = np.array([0.8, 0.9, 1.0])
        together = types * costs.project_cost_type(plain, 99, np.arange(3))
        assert np.log(together) == pytest.approx((1.0 - share) * (own + np.log(types)) + share * common)
        assert costs.variances(plain) == pytest.approx(((1.0 - share) ** 2 * 0.01, share**2 * 0.04))


def test_bidders_estimate_a_cost_they_cannot_see_and_know_that_winners_were_too_hopeful() -> None:
    market = before_the_purchase(**{"world.bidding.cost_noise": 0.1, "world.bidding.curse_correction": 0.5})
    spread = {"cost_sd": 0.2, "cost_persistence": 0.75, "common_cost": 0.5}
    market.world = market.world.model_copy(update={"organizations": market.world.organizations.model_copy(update=spread)})
    project, rows = asked(market).project, np.arange(3)
    true = np.array([1.1, 1.0, 0.9])
    # variances: own 0.25 x 0.01 = 0.0025, common 0.25 x 0.04 = 0.01, of the error 0.01: five ninths of a signal are believed
    signal = np.log(true * np.sqrt([0.8, 0.9, 1.0])) + 0.1 * market.luck.normals(
        "cost signal", np.uint64(project.key), market.organizations.key
    )
    estimate = np.exp(5.0 / 9.0 * signal + 0.5 * 0.0125 * 4.0 / 9.0) / np.sqrt([0.8, 0.9, 1.0])
    # the highest of two is 1 / sqrt(pi) = 0.5641896 above the mean: q = sqrt(0.0025 + 0.01) = 0.1118034;
    # 0.5641896 x (5/9 x 0.1118034 - 0.0025 / 0.1118034) = 0.0224273, of which half is corrected
    corrected = np.exp(0.5 * 0.0224273)
    assert costs.believed_cost_type(market, project, rows, true, 1) == pytest.approx(estimate)
    assert costs.believed_cost_type(market, project, rows, true, 2) == pytest.approx(estimate * corrected, rel=1e-6)


def test_institutions_may_offer_where_they_are_employed_or_free_to_bid() -> None:
    market = before_the_purchase()
    market.organizations["kind_code"][1] = INSTITUTION
    view = view_of(market, 0, 0, np.array([True, False]), 20.0, mechanism_of(market, "open_tender"))
    assert view.public.capable.tolist() == [True] * 3

    def may(mechanism: str) -> list[bool]:
        return without_institutions(market, mechanism_of(market, mechanism), view).public.capable.tolist()

    assert may("open_tender") == [True, False, True]
    assert may("in_house") == [True] * 3
    second_class = market.world.sector.institutions.model_copy(update={"tenders": True})
    sector = market.world.sector.model_copy(update={"institutions": second_class})
    market.world = market.world.model_copy(update={"sector": sector})
    assert may("open_tender") == [True] * 3
    market.organizations["kind_code"][1] = 0
    assert may("open_tender") == [True] * 3


def test_what_users_chose_is_known_by_provider_and_month() -> None:
    market = before_the_purchase()
    here, chosen = np.array([True, False]), ContractTerms(assignment="citizen")
    assert used_by_choice(market, 0, here) is None
    market.month = 8
    signed(market, chosen, organization=0, start=4, delivered=120.0)  # 30 places a month
    signed(market, chosen, organization=0, start=6, delivered=20.0)  # and 10
    signed(market, chosen, organization=2, start=7, delivered=5.0)
    signed(market, chosen, organization=2, start=8, delivered=99.0)  # begins now
    signed(market, chosen, organization=1, start=4, delivered=99.0, purchaser=1)  # elsewhere
    signed(market, organization=1, start=4, delivered=99.0)  # nobody chose it
    used = used_by_choice(market, 0, here)
    assert used is not None
    assert used.tolist() == [40.0, 0.0, 5.0]


def test_a_purchaser_errs_about_what_whom_would_cost_it_in_its_own_way() -> None:
    market = before_the_purchase(**{"world.information.cost_belief_noise": 0.2})
    keys, numbers = market.organizations.key, market.purchasers.number
    market.prices.paid_to[1, 0] = {0: 85.0}
    for purchaser in (0, 1):
        errors = market.luck.normals("cost belief", int(numbers[purchaser]), 0, keys)
        expected = 90.0 * np.exp(0.2 * errors)
        if purchaser == 1:
            expected[0] = 85.0  # it has paid that
        assert own_record(market, purchaser, 0, 0.0).expected_cost.tolist() == pytest.approx(expected.tolist())
