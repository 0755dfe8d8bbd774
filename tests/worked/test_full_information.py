"""What becomes of offers and awards where a friction is off, by hand: read as they are, paid at what they cost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from purchase_by_hand import asked, before_the_purchase

from gpssim.market import Award, Bid, ContractTerms, Decision
from gpssim.month.offers.full_information import agreed_at_cost, as_offered, expected_cost, full_view, truthful
from gpssim.month.offers.offers import Answering
from gpssim.month.offers.view import view_of
from gpssim.scenario import Frictions
from gpssim.state.procedures import mechanism_of

WORK: dict[str, Any] = {
    "world.organizations.effort_cost": 0.5,
    "world.organizations.effort_substitution": 0.1,
    "world.organizations.ability_mean": 0.3,
}


def knowing(mechanism: str = "open_tender", *off: str, **dials: Any) -> Answering:
    """A purchase of places that cost 80, 90 and 100 yuan, by abilities (0.4, 0), (0.4, 0.4) and (0.2, 0.2), some frictions off."""
    market = before_the_purchase(mechanism, **{**WORK, **dials})
    market.world = market.world.model_copy(update={"frictions": Frictions(**dict.fromkeys(off, False))})
    o = market.organizations
    o["ability_verifiable"][:], o["ability_nonverifiable"][:] = [0.4, 0.4, 0.2], [0.0, 0.4, 0.2]
    o["mission"][:], o["honesty"][:] = [0.06, 0.0, 0.0], [0.5, 1.0, 0.0]
    return asked(market)


def award(bidder: int, price: float = 95.0, places: float = 40.0, promised: float = 0.8, **terms: Any) -> Award:
    return Award(bidder, price, places, promised, ContractTerms(**terms), "tender")


def test_an_honest_winner_costs_what_its_promise_takes() -> None:
    answering = knowing()
    # a mission of 0.06 calls for an effort of 0.06 / 0.6 = 0.1 on both tasks, which costs 0.25 x 0.02 + 0.1 x 0.01 = 0.006 of 100
    # yuan. Half of the promise of 0.8 is meant: efforts of 0.5 x 0.4 = 0.2 and 0.5 x 0.8 = 0.4 cost
    # 0.25 x (0.04 + 0.16) + 0.1 x 0.08 = 0.058
    assert expected_cost(award(0), answering) == pytest.approx(80.0 + 5.8)
    # the second means all of it, 0.4 on both: 0.25 x 0.32 + 0.1 x 0.16 = 0.096; the third means nothing
    assert expected_cost(award(1), answering) == pytest.approx(90.0 + 9.6)
    assert expected_cost(award(2), answering) == pytest.approx(100.0)
    assert expected_cost(award(0, promised=0.0), answering) == pytest.approx(80.6)  # it does not go below what it does anyway


def test_what_a_provider_cuts_out_of_sight_it_need_not_be_paid() -> None:
    answering = knowing(
        **{"world.conduct.cost_effort": 0.2, "world.conduct.cost_visible": 0.5, "world.conduct.cost_conscience": 0.0}
    )
    # of a service of which half is verified, and half of that seen, three quarters can be cut: k = 0.2 x 0.75 x 100 = 15 yuan.
    # Who keeps all cuts 15 at a cost of 15^2 / 30 = 7.5; who keeps 0.6 cuts 9 at 81 / 30 = 2.7
    assert expected_cost(award(2), answering) == pytest.approx(92.5)
    assert expected_cost(award(2, cost_share=0.4), answering) == pytest.approx(100.0 - 9.0 + 2.7)


def test_without_market_power_awards_are_paid_at_cost_for_as_many_places_as_a_grant_has_money_for() -> None:
    answering = knowing("open_tender", "market_power")
    project = answering.project
    assert (project.months, project.ceiling) == (12, pytest.approx(126.0))
    paid = agreed_at_cost(Decision(awards=(award(0), award(1), award(2))), answering).awards
    assert [a.price for a in paid] == pytest.approx([85.8, 99.6, 100.0])
    assert [a.places for a in paid] == [40.0] * 3
    assert not any(a.terms.effort_agreed for a in paid)
    # 40,000 yuan pay for 40,000 / (85.8 x 12) = 38.850039 places of the first, 33.467202 of the second; the third asked for 20
    answering.project = replace(project, grant_cap=40_000.0)
    paid = agreed_at_cost(Decision(awards=(award(0), award(1), award(2, places=20.0))), answering).awards
    assert [a.places for a in paid] == pytest.approx([38.850039, 33.467202, 20.0])
    # no more than the ceiling, and users pay the same part of it: 19 of 95 is a fifth
    answering.project = replace(project, ceiling=90.0)
    paid = agreed_at_cost(Decision(awards=(award(1, fee=19.0),)), answering).awards
    assert (paid[0].price, paid[0].terms.fee) == pytest.approx((90.0, 18.0))


@pytest.mark.parametrize(("ceiling", "price", "invested"), [(126.0, 120.0, 20.0), (110.0, 110.0, 10.0), (95.0, 95.0, 0.0)])
def test_at_cost_what_is_invested_is_paid_on_top_of_it_as_far_as_the_ceiling_goes(
    ceiling: float, price: float, invested: float
) -> None:
    answering = knowing("open_tender", "market_power")
    answering.project = replace(answering.project, ceiling=ceiling)
    # the third costs 100 yuan and offered 126, of which it invests 20: what is left of the price is its cost, or all there is
    paid = agreed_at_cost(Decision(awards=(award(2, price=126.0, investment=20.0),)), answering).awards[0]
    assert (paid.price, paid.terms.investment) == pytest.approx((price, invested))


def test_with_every_friction_awards_stay_what_they_are() -> None:
    decision = Decision(awards=(award(0), award(1)))
    assert agreed_at_cost(decision, knowing()) == decision


def test_effort_that_can_be_enforced_is_part_of_the_contract_and_of_its_cost() -> None:
    answering = knowing("open_tender", "moral_hazard")
    agreed = agreed_at_cost(Decision(awards=(award(0), award(1))), answering).awards
    assert [a.terms.effort_agreed for a in agreed] == [True, True]
    assert [a.price for a in agreed] == [95.0, 95.0]
    (e, same), added = answering.usual_effort(np.array([0.06]))
    # 0.5 of 1.9 unit costs for each task: e = 0.25 / 1.9 / (0.5 + 0.1), which costs (0.5 + 0.1) e^2 = 0.028855 of 100 yuan
    assert (e[0], same[0], added[0]) == pytest.approx((0.2192982,) * 3)
    assert [expected_cost(award(i), answering) for i in range(3)] == pytest.approx([82.885503, 92.885503, 102.885503])


def test_offers_are_read_with_their_true_cost_ability_and_quality() -> None:
    answering = knowing("open_tender", "adverse_selection")
    offers = (Bid(0, 100.75, 40.0, 0.9, -1.0), Bid(2, 90.0, 30.0, 0.5, 2.0))
    read = truthful(offers, answering)
    assert [b.bidder for b in read] == [0, 2]
    # the first works for 80.6: it is read as able to do all its places; the third offers a tenth less than its cost of 100, for
    # which the money pays nine tenths of its places
    assert [b.price for b in read] == pytest.approx([80.6, 100.0])
    assert [b.places for b in read] == pytest.approx([40.0, 27.0])
    assert [b.dossier for b in read] == pytest.approx([0.2, 0.2])
    assert [b.promised_quality for b in read] == pytest.approx([0.3, 0.2])  # with an effort of 0.1, and with none
    answering.project = replace(answering.project, ceiling=96.0)
    dear = truthful(offers, answering)[1]
    assert (dear.price, dear.places) == pytest.approx((96.0, 28.125))  # 30 x 90 / 96
    assert truthful((), answering) == ()


def test_an_award_on_the_truth_is_signed_on_what_was_offered() -> None:
    read, offered = Bid(2, 100.0, 27.0, 0.2, 0.2), Bid(2, 90.0, 30.0, 0.5, 2.0)
    whole = as_offered(award(2, price=100.0, places=27.0, promised=0.2), read, offered, 60.0)
    assert (whole.price, whole.places, whole.promised_quality) == (90.0, 30.0, 0.5)  # its own price: what it asked for
    part = as_offered(award(2, price=110.0, places=18.0, promised=0.2), read, offered, 60.0)
    assert (part.price, part.places) == (110.0, pytest.approx(20.0))  # a price that others made; two thirds of its places
    assert as_offered(award(2, price=100.0, places=27.0), read, offered, 25.0).places == 25.0  # no more than was asked for
    same = replace(read, places=30.0)
    assert as_offered(award(2, price=100.0, places=12.0), same, offered, 60.0).places == 12.0


@pytest.mark.parametrize(
    ("mechanism", "off", "told"),
    [("directed_commission", True, True), ("directed_commission", False, False), ("open_tender", True, False)],
)
def test_who_may_use_its_own_record_knows_quality_cost_and_who_would_not_agree(mechanism: str, off: bool, told: bool) -> None:
    answering = knowing(mechanism, *(["adverse_selection"] if off else []))
    market, answering.project = answering.market, replace(answering.project, ceiling=95.0, outside_price=85.0)
    market.organizations["believed_mean"][:] = 7.0
    view = view_of(market, 0, 0, np.array([True, False]), 40.0, mechanism_of(market, "directed_commission"))
    known = full_view(view, answering).own_record
    assert known is not None
    # with an ability of 0.2, 0.4 and 0.2; a price of 85 elsewhere is the most that is paid, for which the first alone works
    assert known.believed_quality.tolist() == pytest.approx([0.3, 0.4, 0.2] if told else [7.0] * 3)
    assert known.expected_cost.tolist() == pytest.approx([80.6, np.inf, np.inf] if told else [90.0] * 3)
