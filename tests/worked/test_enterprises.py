"""What enterprises get of an association's places, by hand."""

from __future__ import annotations

from hand_made import hand_made
from service_by_hand import serving

from gpssim.model import PublicServiceMarket
from gpssim.month.planning.policy import set_policy
from gpssim.month.service.enterprises import give_places, handed_over, serve_enterprises
from gpssim.scenario.declarations.kinds import KINDS


def handed() -> PublicServiceMarket:
    """Eight enterprises, six of them in the first district, five of these in need; the domain is handed over."""
    dials = {"world.society.enterprises.number": 8, "world.society.enterprises.duration": 600.0}
    market = hand_made(dials, levers={"function_transfer": "community"})
    set_policy(market)
    e = market.enterprises
    e["district"][:] = [0, 0, 0, 0, 0, 0, 1, 1]
    e["need"][:] = [1, 1, 1, 1, 1, 0, 1, 1]
    e["waited"][:] = [0, 4, 2, 3, 1, 9, 9, 9]
    market.organizations["kind_code"][:] = [KINDS.index(k) for k in ("association", "industry_association", "company")]
    return market


def test_only_what_associations_hold_in_the_district_is_handed_over() -> None:
    market = handed()
    rows = [serving(market, district, 1, organization=i) for district, i in ((0, 0), (0, 1), (0, 2), (1, 0), (0, 0))]
    market.contracts.close(rows[4], 0, "completed")
    market.contracts["project"][rows[0]] = 900  # the last in its turn
    assert handed_over(market, 0).tolist() == [rows[1], rows[0]]
    assert handed_over(market, 1).tolist() == [rows[3]]


def test_whole_places_go_to_those_of_the_district_who_waited_longest() -> None:
    market = handed()
    rows = [serving(market, 0, 1, organization=0, delivered_places=places) for places in (1.9, 2.5)]
    give_places(market, 0, handed_over(market, 0))
    # one place and two: of five in need those who waited 4, 3, and 2 months
    assert market.enterprises.served.tolist() == [0, 1, 1, 1, 0, 0, 0, 0]
    assert market.contracts.enterprise_places[rows].tolist() == [1.0, 2.0]


def test_places_that_nobody_needs_stay_with_citizens() -> None:
    market = handed()
    market.enterprises["need"][:3] = 0
    rows = [serving(market, 0, 1, organization=0, delivered_places=places) for places in (1.9, 2.5, 6.0)]
    give_places(market, 0, handed_over(market, 0))
    assert market.enterprises.served.tolist() == [0, 0, 0, 1, 1, 0, 0, 0]
    assert market.contracts.enterprise_places[rows].tolist() == [1.0, 1.0, 0.0]  # the first contract first


def test_who_is_not_served_waits_on_and_last_months_places_are_given_anew() -> None:
    market = handed()
    market.enterprises["served"][:] = 1
    row = serving(market, 0, 1, organization=0, delivered_places=2.0, enterprise_places=2.0)
    other = serving(market, 1, 1, organization=2, delivered_places=2.0, enterprise_places=2.0)
    serve_enterprises(market)  # a need lasts fifty years: nobody's ends this month
    assert market.enterprises.need.tolist() == [1, 1, 1, 1, 1, 0, 1, 1]
    assert market.enterprises.served.tolist() == [0, 1, 0, 1, 0, 0, 0, 0]
    assert market.enterprises.waited.tolist() == [1, 0, 3, 0, 2, 0, 10, 10]
    assert market.contracts.enterprise_places[[row, other]].tolist() == [2.0, 0.0]
