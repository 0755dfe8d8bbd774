"""Provision in house worked by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from purchases import LEVERS, Case, alike, bid, project

from gpssim import registry
from gpssim.errors import ScenarioError
from gpssim.market import Bid, Request
from gpssim.mechanisms.in_house import InHouse
from gpssim.rules.pricing import bargained_price


@pytest.mark.parametrize(
    ("trait", "asked", "name"),
    [("provides_in_house", registry.in_house, "in_house"), ("direct", registry.direct, "directed_commission")],
)
def test_the_market_finds_what_it_needs_by_what_a_mechanism_is(trait: str, asked: Callable[[], str], name: str) -> None:
    assert [one for one, cls in registry.mechanisms().items() if getattr(cls, trait)] == [asked()] == [name]


def aged(ages: list[int], incumbent: int = -1) -> Case:
    one = alike(n=len(ages))
    public = replace(one.view.public, age_months=np.array(ages))
    return replace(one, view=replace(one.view, public=public), project=project(incumbent=incumbent))


def budgeted(one: Case, mechanism: InHouse, cost: float) -> tuple[Bid, ...]:
    def answer(request: Request, invited: tuple[int, ...], before: tuple[Bid, ...]) -> Sequence[Bid]:
        price = float(bargained_price(cost, one.project.ceiling, request.price, request.bargaining_share))
        price = one.project.ceiling if np.isnan(price) and request.obliged else price
        return [] if np.isnan(price) else [bid(invited[0], price)]

    return mechanism.gather(one.handed(mechanism), answer)


def test_the_oldest_serves_at_cost_as_far_as_posts_go() -> None:
    one, mechanism = aged([12, 90, 60]), InHouse(staffing_cap=0.75)
    award = one.decision(mechanism, budgeted(one, mechanism, 72.0)).awards[0]
    assert (award.bidder, award.price, award.places) == (1, 72.0, 150.0)
    assert one.decision(InHouse(staffing_cap=1.0), budgeted(one, mechanism, 72.0)).awards[0].places == 200.0


def test_whoever_serves_the_line_keeps_it() -> None:
    assert InHouse().invite(aged([12, 90, 60], incumbent=2).handed(InHouse())) == (2,)


def test_the_equally_old_are_drawn() -> None:
    drawn = {InHouse().invite(aged([90, 90, 60]).with_luck(w).handed(InHouse()))[0] for w in range(40)}
    assert drawn == {0, 1}


def test_a_cost_above_the_ceiling_is_budgeted_at_the_ceiling_if_the_budget_is_soft() -> None:
    one, hard = aged([12, 90, 60]), InHouse(soft_budget=0.0)
    assert one.decision(InHouse(), budgeted(one, InHouse(), 101.0)).awards[0].price == 100.0
    decision = one.decision(hard, budgeted(one, hard, 101.0))
    assert (decision.failed, decision.reason) == (True, "no_bids")
    assert one.decision(InHouse(), [bid(0, 70.0)]).reason == "not_invited"


def test_terms_of_an_employee() -> None:
    terms = InHouse().terms(project(), LEVERS)
    assert (terms.basis, terms.cost_share, terms.residual_claim, terms.record) == ("shared", 1.0, 0.3, "own")
    hard = InHouse(soft_budget=0.0, residual_claim=1.0).terms(project(), LEVERS)
    assert (hard.basis, hard.cost_share, hard.residual_claim) == ("fixed", 0.0, 1.0)


def test_an_institution_without_posts_is_refused() -> None:
    with pytest.raises(ScenarioError, match="staffing_cap = 0"):
        InHouse(staffing_cap=0.0)
