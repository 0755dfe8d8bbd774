"""A month of taking part, worked by hand: meetings, their hours, committees that are relieved, legitimacy."""

from __future__ import annotations

import numpy as np
import pytest
from service_by_hand import awaiting, serving

from gpssim.model import PublicServiceMarket
from gpssim.month.needs.participation import take_part

VOICE = {"world.society.voice.response": 0.5, "world.society.voice.rate": 0.2, "world.society.voice.meeting_hours": 10.0}
RELIEF = {
    "world.society.committees.load": 0.6,
    "world.society.committees.relief": 0.5,
    "world.society.committees.rate": 0.4,
    "world.society.committees.outreach": 2.0,
    "world.society.committees.awareness": 0.25,
}


def quiet(market: PublicServiceMarket, inclination: float = 0.2) -> PublicServiceMarket:
    """All are inclined alike, and take part as far as they are inclined."""
    for name in ("participation", "inclination"):
        market.citizens.columns[name][:] = inclination
    return market


def test_meetings_bring_part_of_those_who_stay_away_and_take_hours() -> None:
    market = quiet(awaiting(VOICE, levers={"participation": 0.5}))
    take_part(market)
    # aim 0.2 + 0.5 * 0.5 * 0.8 = 0.4, a fifth of the way: 0.24; 0.5 * 10 hours in each district
    assert market.citizens.participation == pytest.approx(np.full(50, 0.24))
    assert market.purchasers.hours_used.tolist() == [5.0, 5.0]
    assert market.flows["official_hours"].sum(axis=1).tolist() == [5.0, 5.0]
    take_part(market)
    assert market.citizens.participation == pytest.approx(np.full(50, 0.272))  # 0.24 + 0.2 * 0.16


def test_without_meetings_participation_falls_back_to_inclination() -> None:
    market = quiet(awaiting(VOICE))
    market.citizens.columns["participation"][:] = 0.6
    take_part(market)
    assert market.citizens.participation == pytest.approx(np.full(50, 0.52))  # 0.6 - 0.2 * 0.4
    assert market.purchasers.hours_used.tolist() == [0.0, 0.0]


def test_committees_gain_the_time_that_services_save_them_and_reach_out_in_it() -> None:
    market = quiet(awaiting({**VOICE, **RELIEF}))
    serving(market, 1, 1, delivered_places=20.0)
    take_part(market)
    # the second district: 20 places for 2 * 20 in need, half met; load 0.6 + 0.4 * (0.6 * (1 - 0.5 * 0.5) - 0.6) = 0.54
    assert market.purchasers.committee_load == pytest.approx([0.6, 0.54])
    # 0.06 of time freed, intensity 0.12; awareness 0.5 + 0.25 * 0.12 * 0.5; participation 0.2 + 0.2 * 0.5 * 0.12 * 0.8
    first = market.citizens.district == 0
    assert market.citizens.awareness == pytest.approx(np.where(first, 0.5, 0.515))
    assert market.citizens.participation == pytest.approx(np.where(first, 0.2, 0.2096))
    assert market.purchasers.hours_used.tolist() == [0.0, 0.0]  # committees' time is no official's


def test_committees_reach_everybody_at_most_once() -> None:
    market = quiet(awaiting({**VOICE, **RELIEF, "world.society.committees.outreach": 10.0, "world.society.committees.rate": 1.0}))
    serving(market, 1, 2, delivered_places=40.0)
    take_part(market)
    # all need is met: load 0.6 x 0.5 = 0.3, and ten times the 0.3 freed are more than an intensity of 1
    assert market.purchasers.committee_load == pytest.approx([0.6, 0.3])
    first = market.citizens.district == 0
    assert market.citizens.awareness == pytest.approx(np.where(first, 0.5, 0.625))  # 0.5 + 0.25 x 0.5
    assert market.citizens.participation == pytest.approx(np.where(first, 0.2, 0.28))  # a fifth of the way to 0.2 + 0.5 x 0.8


def test_where_purchase_has_lost_its_standing_fewer_are_inclined() -> None:
    market = quiet(awaiting({**VOICE, "world.legitimacy.loss": 0.1, "world.legitimacy.participating": 0.5}))
    market.legitimacy[:] = (0.25, 0.75)
    take_part(market)
    # leanings -1/2 and 1/2: inclined 0.2 - 0.5 * 0.5 * 0.2 = 0.15 and 0.2 + 0.5 * 0.5 * 0.8 = 0.4; a fifth of the way
    assert market.citizens.participation == pytest.approx(np.where(market.citizens.district == 0, 0.19, 0.24))
    assert (market.citizens.inclination == 0.2).all()
