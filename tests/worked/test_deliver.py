"""Worked months of ``deliver``: effort, quality, places and cost of three contracts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from contracts_by_hand import award, opened

from gpssim.model import PublicServiceMarket
from gpssim.month.contracts.delivery import deliver
from gpssim.month.contracts.signing import sign
from gpssim.state import money

PLAIN = {"world.organizations.effort_cost": 0.2}


def signed(dials: dict[str, Any], places: float = 10.0, **terms: Any) -> PublicServiceMarket:
    """One contract for each organization."""
    market = opened({**PLAIN, **dials})
    for i in range(3):
        award(market, i, i % 2, places=places, **terms)
    sign(market)
    return market


def test_effort_follows_mission_pay_and_honesty_and_quality_follows_effort() -> None:
    market = signed({}, slope=0.1)
    c, o = market.contracts, market.organizations
    o["mission"][:], o["honesty"][:] = [0.0, 0.1, 0.0], [0.0, 0.0, 0.5]
    c["promised"][:] = [0.4, 0.4, 1.8]
    deliver(market)
    # pay for the first task is 0.1 x 90 / 100 = 0.09 unit costs: 0.09 / 0.2 = 0.45; a mission of 0.1 adds 0.5 to both;
    # the honest one does half of what its promise takes: 0.5 (1.8 - 0.4) = 0.7 and 0.5 (1.8 - 0.2) = 0.8
    assert c.effort_verifiable.tolist() == pytest.approx([0.45, 0.95, 0.7])
    assert c.effort_nonverifiable.tolist() == pytest.approx([0.0, 0.5, 0.8])
    assert c.quality_verifiable.tolist() == pytest.approx([0.85, 1.35, 1.1])
    assert c.quality_nonverifiable.tolist() == pytest.approx([0.2, 0.7, 1.0])
    # verifiability 0.5: the mean of both
    assert c.quality.tolist() == pytest.approx([0.525, 1.025, 1.05])
    assert c.month_cost.tolist() == pytest.approx([1000.0] * 3)
    # 0.1 (0.45^2), 0.1 (0.95^2 + 0.5^2), 0.1 (0.7^2 + 0.8^2) of 1000 yuan
    assert c.month_effort.tolist() == pytest.approx([20.25, 115.25, 113.0])
    assert c.quality_sum.tolist() == pytest.approx([5.25, 10.25, 10.5])
    assert c.delivered.tolist() == [10.0] * 3


def test_a_deduction_rewards_the_first_task_by_the_chance_of_a_shortfall() -> None:
    market = signed({"world.information.acceptance_noise": 0.3, "world.organizations.delivery_noise": 0.0}, penalty=0.2)
    c = market.contracts
    c["promised"][:] = [0.65, 5.0, -5.0]  # ability 0.4 and tolerance 0.25: a close call, a sure one, none
    deliver(market)
    # 0.2 x 90 / 100 = 0.18 x (1/2, 1, 0) over 0.2
    assert c.effort_verifiable.tolist() == pytest.approx([0.45, 0.9, 0.0])
    assert c.effort_nonverifiable.tolist() == [0.0] * 3


def test_too_much_work_costs_places_quality_and_money_and_settling_in_costs_quality() -> None:
    own = {"overload_quality": 0.5, "overload_cost": 1.0, "handover_quality": 0.3}
    market = signed({f"world.organizations.{name}": value for name, value in own.items()}, places=52.0)
    c, o = market.contracts, market.organizations
    o["staff"][:] = [0.5, 0.6, 1.2]  # the work of 0.6: loads of 1.2, 1 and 0.5
    c["handover"][:] = [0, 1, 2]
    deliver(market)
    assert c.delivered_places.tolist() == pytest.approx([52.0 / 1.2, 52.0, 52.0])
    # 0.5 x 0.2 = 0.1 is lost to overload, 0.3 to settling in
    assert c.quality_verifiable.tolist() == pytest.approx([0.3, 0.1, 0.1])
    assert c.quality.tolist() == pytest.approx([0.2, 0.0, 0.0])
    # 43.333 places x 100 x (1 + 0.2^2) = 4506.67
    assert c.month_cost.tolist() == pytest.approx([4506.666667, 5200.0, 5200.0])
    assert c.handover.tolist() == [0, 0, 1]


def test_who_keeps_three_quarters_of_what_it_saves_cuts_three_quarters_of_the_most() -> None:
    conduct = {"cost_effort": 0.4, "cost_damage": 2.0}
    market = signed({f"world.conduct.{name}": value for name, value in conduct.items()}, cost_share=0.25)
    deliver(market)
    c = market.contracts
    # 0.75 x 0.4 = 0.3: 300 of 1000 yuan saved, at an effort of 0.3^2 / (2 x 0.4) = 0.1125, and 0.6 of the second task lost
    assert c.month_cost.tolist() == pytest.approx([700.0] * 3)
    assert c.month_strain.tolist() == pytest.approx([112.5] * 3)
    assert c.month_effort.tolist() == pytest.approx([112.5] * 3)
    assert c.quality_nonverifiable.tolist() == pytest.approx([-0.4] * 3)
    assert c.quality_verifiable.tolist() == pytest.approx([0.4] * 3)


def test_who_owes_more_than_two_thirds_of_the_limit_suspends_service() -> None:
    market = signed({"world.organizations.arrears_limit": 3.0})
    o = market.organizations
    month = money.month_costs(market)
    o["owed_fen"][:] = np.floor(100.0 * month * [2.01, 1.99, 0.0])  # two months of usual cost are the most
    deliver(market)
    c = market.contracts
    assert c.delivered_places.tolist() == [0.0, 10.0, 10.0]
    assert c.delivered.tolist() == [0.0, 10.0, 10.0]
    assert c.month_cost.tolist() == pytest.approx([0.0, 1000.0, 1000.0])


def test_posts_are_filled_as_far_as_there_is_staff_whatever_is_delivered() -> None:
    market = signed({"world.organizations.arrears_limit": 3.0}, places=52.0, per_post=True)
    c, o = market.contracts, market.organizations
    o["staff"][:] = [0.3, 0.6, 1.2]  # the work of 0.6
    o["owed_fen"][2] = 100_000_000_00  # it suspends service, but its people sit in their posts
    c["posts_filled"][:] = [1.0, 2.0, 3.0]
    c["per_post"][1] = False
    deliver(market)
    assert c.posts_filled.tolist() == pytest.approx([27.0, 2.0, 55.0])
    assert c.delivered_places[2] == 0.0


def test_equipment_is_paid_for_by_the_month_wears_out_and_makes_room_and_quality() -> None:
    fees = {"equipment_quality": 0.4, "equipment_capacity": 0.3, "equipment_life": 5.0}
    market = signed({f"world.fees.{name}": value for name, value in fees.items()}, places=52.0, investment=15.0)
    c, o = market.contracts, market.organizations
    o["staff"][:] = [0.4, 1.2, 1.2]  # the first has work for 0.6
    worth = np.expm1(1.0)  # years of usual cost at which equipment adds all of the numbers above
    c["invested"][:] = [worth * 52.0 * 1200.0, 0.0, 1_000.0]
    deliver(market)
    # the first serves 52 x 0.4 / 0.6 x 1.3 places, of a load of 1.5
    assert c.delivered_places.tolist() == pytest.approx([52.0 / 1.5 * 1.3, 52.0, 52.0])
    assert c.quality_verifiable[:2].tolist() == pytest.approx([0.4 + 0.4 - market.world.organizations.overload_quality * 0.5, 0.4])
    # 15 yuan for each place; a sixtieth of what is there wears out a month
    spent = 15.0 * c.delivered_places
    assert c.invested.tolist() == pytest.approx([worth * 62_400.0 * 59.0 / 60.0 + spent[0], 780.0, 1_000.0 * 59.0 / 60.0 + 780.0])
    assert c.month_cost[1:].tolist() == pytest.approx([5_200.0 + 780.0] * 2)
