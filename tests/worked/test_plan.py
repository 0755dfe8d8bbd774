"""The verb ``plan``, worked by hand: surveys, lines while money lasts, the rush of October."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hand_made import hand_made

from gpssim.model import PublicServiceMarket
from gpssim.month.money.budget import open_fiscal_year
from gpssim.month.planning.policy import set_policy
from gpssim.month.planning.year import plan
from gpssim.theory.special import alike

USUAL: dict[str, Any] = {"warm_up": 0, "world.purchasers.ceiling_margin": 0.4, "world.purchasers.project_value": 44_800.0}


def january(dials: dict[str, Any] | None = None) -> PublicServiceMarket:
    """The hand-made market in its first January, with 70,000 yuan for each of its two purchasers, before anything is planned."""
    market = alike(hand_made({**USUAL, **(dials or {})}))
    set_policy(market)
    open_fiscal_year(market)
    assert market.purchasers.appropriation.tolist() == [[70_000.0], [70_000.0]]
    return market


def planned(market: PublicServiceMarket) -> list[tuple[int, int, int, float]]:
    """Purchaser, district, month of opening and places of every line."""
    return [(x.purchaser, x.district, x.open_month, round(x.places, 6)) for x in market.lines]


def test_each_purchaser_buys_what_its_money_pays_for_in_its_own_district() -> None:
    market = january()
    plan(market)
    # three of twenty-five citizens and two of twenty-five need a place, each stands for twenty residents
    assert market.surveyed_need[:, :, 0].tolist() == [[60.0, 0.0], [0.0, 40.0]]
    # ceiling 1.4 x 100 = 140: a project of 44,800 yuan is 44,800 / (140 x 12) = 26 2/3 places; 25,200 yuan are left, 15 places;
    # nothing is left then
    assert planned(market) == [(0, 0, 0, 26.666667), (0, 0, 0, 15.0), (1, 1, 0, 26.666667), (1, 1, 0, 15.0)]


def test_no_project_is_larger_than_need_and_none_smaller_than_half_the_usual_one() -> None:
    market = january({"world.purchasers.project_value": 100_800.0})
    plan(market)
    # 70,000 yuan are more than half of 100,800: one project each of 70,000 / 1,680 = 41 2/3 places, where only 40 are needed: 40
    assert planned(market) == [(0, 0, 0, 41.666667), (1, 1, 0, 40.0)]
    market = january({"world.purchasers.project_value": 140_100.0})
    plan(market)  # half a project is 70,050 yuan
    assert planned(market) == []


def test_participation_and_what_proposals_told_leave_a_part_of_the_error() -> None:
    errs = {"world.purchasers.survey_noise": 0.3, "world.purchasers.survey_participation": 0.4}
    plain, told = january(errs), january(errs)
    for market in (plain, told):
        market.purchasers["survey_noise"][:] = 0.3
        market.citizens.columns["participation"][:] = 0.0
    told.citizens.columns["participation"][:] = 0.5
    told.told_need[0, 0, 0] = 0.25
    plan(plain)
    plan(told)
    before, after = (np.log(np.diag(m.surveyed_need[:, :, 0]) / np.array([60.0, 40.0])) for m in (plain, told))
    # half of the citizens' part of 0.4 is taken off: 0.8 is left; a quarter of that was told to the first purchaser: 0.6
    assert after == pytest.approx(before * np.array([0.6, 0.8]), abs=1e-12)
    assert not told.told_need.any()  # it counts for one survey


def test_in_october_a_part_of_what_nothing_claims_goes_out_in_a_hurry() -> None:
    market = january({"world.purchasers.rush": 0.5})
    market.month = 9
    market.surveyed_need = np.array([[[60.0], [0.0]], [[0.0], [40.0]]])
    market.purchasers["committed"][:, 0] = [10_000.0, 40_000.0]
    plan(market)
    # half of 60,000 is 30,000 yuan, more than half of a usual 44,800: 30,000 / 1,680 = 17.857143 places, opened in November;
    # half of 30,000 is 15,000 yuan, less than 22,400: nothing
    assert planned(market) == [(0, 0, 10, 17.857143)]
    line = market.lines[0]
    assert (line.rushed, line.ordinal, line.first_months) == (True, 50, 12)
