"""What a held purchase leaves behind, and what several lines make of one purchase, by hand."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from purchase_by_hand import LOWEST, asked, before_the_purchase
from signed_by_hand import signed

from gpssim.bidding.base import BidderInfo
from gpssim.bidding.markup import Markup
from gpssim.market import Award, ContractTerms, Request, Score
from gpssim.mechanisms.purchase import ChoiceTable
from gpssim.model import PublicServiceMarket
from gpssim.month.offers.view import view_of
from gpssim.month.purchasing.awards import expected_by_citizens
from gpssim.month.purchasing.holding import hold
from gpssim.month.purchasing.pooling import part_of_award, pooled_project, share_hours, view_of_lot
from gpssim.month.purchasing.projects import project_of
from gpssim.month.purchasing.purchases import purchase
from gpssim.month.purchasing.rows import decided_by_loser
from gpssim.month.purchasing.traces import read_out
from gpssim.records.truth import Truth
from gpssim.state.procedures import mechanism_of
from gpssim.theory.special import tables


class Believing(Markup):
    """A mark-up by bidders who would expect a typical rival to ask 110 yuan."""

    def usual_price(self, info: BidderInfo) -> float:
        return 110.0


def believing(weight: float = 0.5) -> PublicServiceMarket:
    market = before_the_purchase(settings=LOWEST, **{"world.bidding.rivals_learning": weight})
    market.bidding = Believing(markup=0.1)
    return market


def test_beliefs_about_rivals_follow_half_of_what_an_opening_shows() -> None:
    market = believing()
    purchase(market)
    # two openings of 88, 99 and 110, of a mean of 99 instead of 110: each moves half of ln 0.9
    assert market.prices.shown.tolist() == pytest.approx([0.9])
    quiet = believing(0.0)
    purchase(quiet)
    assert quiet.prices.shown.tolist() == [1.0]
    nobody = before_the_purchase(settings=LOWEST, **{"world.bidding.rivals_learning": 0.5})
    purchase(nobody)  # a mark-up needs no belief
    assert nobody.prices.shown.tolist() == [1.0]


def test_only_offers_that_count_are_read_out_and_only_where_somebody_thought_of_one() -> None:
    market = believing()
    mechanism = mechanism_of(market, "open_tender")
    held = hold(market, mechanism, project_of(market, market.lines[0], mechanism), [market.lines[0]])
    market.prices.shown[:] = 1.0
    scores = tuple(Score(i, 0.0, valid=i > 0) for i in range(3))
    first_out = replace(held, decision=replace(held.decision, scores=scores))
    read_out(market, first_out)
    assert market.prices.shown.tolist() == pytest.approx([np.sqrt(0.95)])  # 104.50 of 110
    market.prices.shown[:] = 1.0
    read_out(market, replace(held, decision=replace(held.decision, scores=())))
    assert market.prices.shown.tolist() == [1.0]
    held.answering.asked = None
    read_out(market, held)
    assert market.prices.shown.tolist() == [1.0]


def test_one_project_for_several_lines_is_worth_what_they_are_worth() -> None:
    market = before_the_purchase(settings=LOWEST)
    mechanism = mechanism_of(market, "open_tender")
    first, second = (project_of(market, line, mechanism) for line in market.lines)
    assert pooled_project([first]) == first
    # 46.296296 places at 126 yuan and 40 at 63, which are worth 20 at 126
    cheap = replace(second, ceiling=63.0, budget=50_000.0)
    pooled = pooled_project([replace(first, budget=80_000.0), cheap])
    assert (pooled.places, pooled.budget, pooled.ceiling) == pytest.approx((66.296296, 130_000.0, 126.0))
    assert (pooled.key, pooled.purchaser, pooled.district) == (first.key, 0, 0)
    # no less than all of it costs at the ceiling: 126 x 66.296296 x 12
    assert pooled_project([replace(first, budget=1.0), replace(cheap, budget=1.0)]).budget == pytest.approx(100_240.0)
    assert pooled_project([first, replace(second, ceiling=63.0, months=99)]).months == 12


def test_a_line_gets_its_part_of_the_places_at_the_same_discount_from_its_own_ceiling() -> None:
    market = before_the_purchase(settings=LOWEST)
    mechanism = mechanism_of(market, "open_tender")
    first, second = (project_of(market, line, mechanism) for line in market.lines)
    whole = pooled_project([first, replace(second, ceiling=63.0)])
    award = Award(1, 105.0, 33.148148, 0.4, ContractTerms(fee=21.0), "tender")  # five sixths of 126; half of the places
    own = part_of_award(award, whole, replace(second, ceiling=63.0))
    # five sixths of 63, of which users pay a fifth as before; half of 66.296296 places x 40 / 66.296296
    assert (own.price, own.terms.fee, own.places) == pytest.approx((52.5, 10.5, 20.0))
    assert (own.bidder, own.promised_quality) == (1, 0.4)
    assert part_of_award(award, whole, whole) == award


def test_hours_of_one_procedure_are_shared_and_who_leads_bears_no_more() -> None:
    market = before_the_purchase(settings=LOWEST)
    mechanism = mechanism_of(market, "open_tender")
    held = hold(market, mechanism, project_of(market, market.lines[0], mechanism), [market.lines[0]])
    assert market.purchasers.hours_used.tolist() == [46.0, 0.0]
    share_hours(market, market.lines[:2], held.procedure)
    assert market.purchasers.hours_used.tolist() == pytest.approx([23.0, 23.0])
    assert market.flows["official_hours"][:, 0].tolist() == pytest.approx([23.0, 23.0])


def test_who_works_in_every_domain_of_a_lot_may_offer_for_it() -> None:
    domains = [
        {"name": name, "prevalence": [0.0] * 5, "duration": 600.0, "unit_cost": 100.0, "verifiability": 0.5, "budget_share": share}
        for name, share in (("community", 1.0), ("counselling", 0.0), ("elder_care", 0.0))
    ]
    market = before_the_purchase(settings=LOWEST, **{"world.domains": domains})
    market.organizations["serves_domain"][:] = [[True, True, True], [True, False, True], [True, True, False]]
    view = view_of(market, 0, 0, np.array([True, False]), 20.0, mechanism_of(market, "open_tender"))
    lot = [replace(market.lines[0], domain=d) for d in (0, 1)]
    assert view_of_lot(market, view, lot[:1]).public.capable.tolist() == [True] * 3
    assert view_of_lot(market, view, lot).public.capable.tolist() == [True, False, True]
    assert view_of_lot(market, view, [*lot, replace(lot[0], domain=2)]).public.capable.tolist() == [True, False, False]


def test_a_losing_offer_that_decided_is_written_down() -> None:
    # costs of 55, 49.5 and 30.25 make prices of 60.50, 54.45 and 33.275, a tenth above
    settings = {"price_weight": 0.45, "low_bid_judgment": 0.0, "rating_scale": 1.0, "promise_weight": 0.0, "juror_noise": 0.0}
    sight = {"world.information.dossier_ability": 1.0, "world.information.dossier_noise": 0.0}
    market = before_the_purchase(settings={**settings, "halo": 0.0}, **sight)
    o = market.organizations
    o["cost_type"][:] = [0.55, 0.495, 0.3025]
    o["ability_verifiable"][:] = o["ability_nonverifiable"][:] = [1.6448536, 0.7721932, -0.5244005]  # 95, 78 and 30 points
    purchase(market)
    bids = tables(market)["bids"].iloc[:3].sort_values("organization")
    # 45 x 33.275 / 60.50 = 24.75 and 0.55 x 95 = 52.25 make 77; 27.5 and 42.9 make 70.4; 45 and 16.5 make 61.5. Without the last
    # offer 40.5 and 52.25 make 92.75, and 45 and 42.9 make 87.9: the first wins all the same
    assert bids.total.tolist() == pytest.approx([77.0, 70.4, 61.5], abs=1e-5)
    assert tables(market)["projects"].decided_by_loser.tolist() == [False, False]


def turned(points: tuple[float, float, float]) -> bool:
    """Whether a losing offer decided, at prices of 60.50, 54.45 and 33.275 and these points for quality; one award."""
    settings = {"price_weight": 0.45, "low_bid_judgment": 0.0}
    market = before_the_purchase(settings=settings)
    mechanism = mechanism_of(market, "open_tender")
    market.organizations["cost_type"][:] = [0.55, 0.495, 0.3025]
    held = hold(market, mechanism, project_of(market, market.lines[0], mechanism), [market.lines[0]])
    prices = np.array([b.price for b in held.offers])
    assert prices.tolist() == pytest.approx([60.5, 54.45, 33.275])
    total = mechanism.score(prices, np.array(points), 126.0)
    scores = tuple(Score(i, float(t), quality_points=0.55 * q) for i, (t, q) in enumerate(zip(total, points, strict=True)))
    award = replace(held.decision.awards[0], bidder=int(total.argmax()))
    decided = replace(held, decision=replace(held.decision, awards=(award,), scores=scores))
    if decided_by_loser(decided):
        two = replace(decided.decision, awards=(award, replace(award, bidder=2)))
        assert not decided_by_loser(replace(decided, decision=two))  # several awards: nothing is asked
        few = replace(decided.decision, scores=scores[:2])
        assert not decided_by_loser(replace(decided, decision=few))  # of two offers the other cannot be left out
        other = replace(decided.decision, awards=(replace(award, bidder=2),))
        assert not decided_by_loser(replace(decided, decision=other))  # it did not win by its score
        return True
    return False


def test_whether_a_losing_offer_decided_is_asked_of_one_award_among_three_by_the_score() -> None:
    # with the cheap offer 24.75 + 0.55 x 85 = 71.5 against 27.5 + 0.55 x 78 = 70.4; without it 40.5 + 46.75 = 87.25 against 87.9
    assert turned((85.0, 78.0, 30.0))
    assert not turned((95.0, 78.0, 30.0))


@pytest.mark.parametrize(("weight", "found"), [(0.0, 1.0), (0.5, 0.7)])
def test_groups_offer_what_their_volunteers_can_do(weight: float, found: float) -> None:
    market = before_the_purchase("volunteer_service", **{"world.society.reach.volunteering": weight})
    people = market.citizens.columns
    people["trust_providers"][:], people["awareness"][:] = 0.8, 0.5  # 1 - 0.5 + 0.5 x 0.8 x 0.5
    answering = asked(market)
    request = Request("accept", price=37.0, unpaid=0.6)
    bids = answering(request, (0, 1, 2), ())
    # unpaid work leaves costs of 32, 36 and 40; each has room for all 46.296296 places
    assert [b.bidder for b in bids] == [0, 1]
    assert [b.price for b in bids] == [37.0, 37.0]
    assert [b.places for b in bids] == pytest.approx([46.296296 * found] * 2)
    assert [b.covers_cost for b in bids] == [True, True]
    paid = answering(Request("accept", price=95.0), (0, 1, 2), ())
    assert [(b.bidder, b.places) for b in paid] == [(0, pytest.approx(46.296296)), (1, pytest.approx(46.296296))]


def test_a_ring_takes_turns_and_remembers_them() -> None:
    ring = [{"family": "collusion", "name": name, "value": x} for name, x in (("ring_share", 1.0), ("ring_price", 0.9))]
    market = before_the_purchase(settings=LOWEST, **{"world.bidding.family": "collusion", "world.bidding.settings": ring})
    first, second, third = np.argsort(market.luck.uniforms("bidding character", market.organizations.key)).tolist()
    purchase(market)
    projects, bids = tables(market)["projects"], tables(market)["bids"]
    # nobody had a turn before: the lots that go with them decide, then the next who had none. They ask 0.9 x 126 = 113.40
    assert projects.winner.tolist() == [first, second]
    assert projects.winning_price.tolist() == pytest.approx([113.4, 113.4])
    assert bids[~bids.won].price.between(113.4 * 1.01, 113.4 * 1.05).all()
    turns, defeats = market.organizations.bidding_state[[first, second, third], :2].T
    assert (turns.tolist(), defeats.tolist()) == ([1.0, 1.0, 0.0], [0.0, 0.0, 0.0])
    # all three are in it each time: awards without lawful basis, whoever finds out
    ring_bit = int(Truth.COLLUSION)
    assert projects.truth.tolist() == [ring_bit] * 2
    assert bids.truth.tolist() == [ring_bit] * 6
    assert projects.legal_basis.tolist() == ["irregular"] * 2
    assert projects.detected.tolist() == [0, 0]
    rows = tables(market)["violations"]
    assert (rows.kind.tolist(), rows.organization.tolist()) == (["collusion"] * 6, [0, 1, 2] * 2)


def test_citizens_expect_of_a_provider_what_the_table_says_of_it() -> None:
    market = before_the_purchase(settings=LOWEST)
    mechanism = mechanism_of(market, "open_tender")
    held = hold(market, mechanism, project_of(market, market.lines[0], mechanism), [market.lines[0]])
    table = ChoiceTable((0, 2), np.array([[0.1, 0.2, 0.3, 0.4, 0.5], [0.6, 0.7, 0.8, 0.9, 1.0]]))
    choosing = replace(held, mechanism=SimpleNamespace(choice=lambda purchase, decision: table))
    third, second = (replace(held.decision.awards[0], bidder=i) for i in (2, 1))
    assert expected_by_citizens(choosing, third) == (0.6, 0.7, 0.8, 0.9, 1.0)
    assert expected_by_citizens(choosing, second) == ()
    assert expected_by_citizens(held, third) == ()  # where nobody chooses


def test_a_line_becomes_a_project() -> None:
    market = before_the_purchase(**{"world.purchasers.procedure_reserve": 1_000.0})
    market.prices.disclose(0, 0, 95.0)
    market.purchasers["reserved"][:, 0] = [60_000.0, 5_000.0]
    market.lines[1].last_contract = signed(market, organization=2, purchaser=1)
    market.lines[1].fail()
    mechanism = mechanism_of(market, "open_tender")
    first, second = (project_of(market, line, mechanism) for line in market.lines)
    assert (first.places, first.months, first.ceiling) == pytest.approx((46.296296, 12, 126.0))
    # of 70,000 yuan 10,000 and 65,000 are free: never less than all places cost at the ceiling, 70,000 and 62,294.40
    assert (first.budget, second.budget) == pytest.approx((70_000.0, 65_000.0))
    # elsewhere it would cost 2 % more than was read out, for the delay, and 1,000 yuan for the procedure
    assert (first.outside_price, second.outside_price) == pytest.approx((96.9 + 1_000.0 / 555.555556, 96.9 + 1_000.0 / 480.0))
    assert (first.incumbent, second.incumbent, first.attempt, second.attempt) == (-1, 2, 0, 1)
    assert second.ceiling == pytest.approx(129.78)  # 3 % more after a failure
    assert (first.n_awards, first.grant_cap, first.quality_floor) == (1, np.inf, -np.inf)
    assert [(x.purchaser, x.domain, x.district, x.fiscal_year, x.ordinal, x.month) for x in (first, second)] == [
        (0, 0, 0, 0, 0, 0),
        (1, 0, 1, 0, 0, 0),
    ]
