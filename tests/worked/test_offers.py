"""What organizations know before they offer, by hand: rivals to expect, what a promise costs, what everybody looks like."""

from __future__ import annotations

import numpy as np
import pytest
from purchase_by_hand import asked, before_the_purchase
from signed_by_hand import signed

from gpssim.bidding.base import PromiseTerms
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
