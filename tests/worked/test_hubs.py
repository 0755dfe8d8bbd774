"""What a hub passes on of an award, by hand."""

from __future__ import annotations

import pytest
from purchase_by_hand import LOWEST, before_the_purchase

from gpssim.model import PublicServiceMarket
from gpssim.month.purchasing.held import Held
from gpssim.month.purchasing.holding import hold
from gpssim.month.purchasing.hubs import passed_on
from gpssim.month.purchasing.projects import project_of
from gpssim.state import costs
from gpssim.state.procedures import mechanism_of

HUB = {
    "world.sector.hubs.kept": 0.4,
    "world.sector.hubs.parts": 2,
    "world.sector.hubs.overhead": 0.1,
    "world.sector.hubs.monitoring": 0.2,
    "world.sector.hubs.coaching": 0.5,
    "world.organizations.foresight": 0.0,
    "world.organizations.stretch": 0.0,
}


def won(members: tuple[float, float] = (0.7, 0.75)) -> tuple[PublicServiceMarket, Held]:
    """A hub won a line of 40 places at 88 yuan; the others cost 70 and 75 yuan by now."""
    market = before_the_purchase(settings=LOWEST, levers={"penalty": 0.25}, **HUB)
    line, mechanism = market.lines[1], mechanism_of(market, "open_tender")
    held = hold(market, mechanism, project_of(market, line, mechanism), [line])
    market.organizations["hub"][0] = True
    market.organizations["cost_type"][1:] = members
    market.organizations["embeddedness"][:, 1] = [0.9, 0.1, 0.3]
    return market, held


def test_a_hub_keeps_its_part_and_members_get_equal_ones_under_its_eyes() -> None:
    market, held = won()
    own, *parts = passed_on(market, held, list(held.decision.awards))
    # of 40 places it keeps 0.4; two members get 12 each, the more rooted first
    assert (own[0].bidder, own[0].places, own[1]) == (0, pytest.approx(16.0), -1)
    assert [(a.bidder, a.places, hub) for a, hub in parts] == [(2, pytest.approx(12.0), 0), (1, pytest.approx(12.0), 0)]
    assert [a.price for a, _ in parts] == pytest.approx([88.0, 88.0])
    assert (own[0].terms.coaching, own[0].terms.penalty) == (0.0, 0.25)
    assert [(a.terms.coaching, a.terms.penalty) for a, _ in parts] == [(0.5, pytest.approx(0.45))] * 2


@pytest.mark.parametrize(("second", "served"), [(0.792, [1, 2]), (0.793, [1])])
def test_members_work_for_the_price_less_the_hubs_overhead_or_not_at_all(second: float, served: list[int]) -> None:
    market, held = won((0.7, second))
    own, *parts = passed_on(market, held, list(held.decision.awards))
    assert sorted(a.bidder for a, _ in parts) == served  # 88 x 0.9 = 79.20 yuan
    assert own[0].places == pytest.approx(40.0 - 12.0 * len(served))


@pytest.mark.parametrize(("free", "served"), [(12.01, [1, 2]), (11.99, [1])])
def test_members_need_room_for_a_part(free: float, served: list[int]) -> None:
    market, held = won()
    market.organizations["contracted"][2, 0] = 5.0 * costs.caseload(market)[0] - free
    _, *parts = passed_on(market, held, list(held.decision.awards))
    assert sorted(a.bidder for a, _ in parts) == served


@pytest.mark.parametrize(("until", "served"), [(0, [1, 2]), (1, [1])])
def test_who_may_not_offer_gets_no_part(until: int, served: list[int]) -> None:
    market, held = won()
    market.organizations["debarred_until"][2] = until
    _, *parts = passed_on(market, held, list(held.decision.awards))
    assert sorted(a.bidder for a, _ in parts) == served


def test_who_is_no_hub_passes_nothing_on() -> None:
    market, held = won()
    market.organizations["hub"][:] = [False, True, False]
    assert passed_on(market, held, list(held.decision.awards)) == [(held.decision.awards[0], -1)]
    market.organizations["hub"][:] = False
    assert passed_on(market, held, list(held.decision.awards)) == [(held.decision.awards[0], -1)]
