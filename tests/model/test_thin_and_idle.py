"""Staff without work is let go where money is short; founders read how thin a market is off the numbers of offers."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import frames_of, varied

from gpssim.model import PublicServiceMarket
from gpssim.month.organizations import development
from gpssim.rules.entry import chance_by_competition, first_award_chance
from gpssim.rules.staff import let_go
from gpssim.state import prospects
from gpssim.state.kinds import INSTITUTION
from gpssim.state.money import month_costs


def market(**changes: object) -> PublicServiceMarket:
    return PublicServiceMarket(varied(warm_up=6, months=6, **changes), seed=7, check=True).warm_up()


def test_a_part_of_those_without_work_goes_where_money_is_short() -> None:
    assert let_go(np.array([6.0, 6.0, 1.0]), np.array([2.0, 2.0, 3.0]), 0.5, np.array([True, False, True])).tolist() == [
        2.0,
        0.0,
        0.0,
    ]


def test_severance_is_paid_to_the_fen_and_only_as_far_as_cash_goes() -> None:
    model = market(world__organizations__layoffs=0.5)
    o, p = model.organizations, model.world.organizations
    short, poor, rich = np.flatnonzero(o.alive & (o.kind_code != INSTITUTION))[:3]
    o["staff"][[short, poor, rich]] = 6.0
    costs = month_costs(model)
    o["cash_fen"][short] = round(100.0 * 2.0 * costs[short])  # of three months under which staff goes
    o["cash_fen"][poor] = round(100.0 * 0.5 * p.severance * o.wage[poor])
    o["cash_fen"][rich] = round(100.0 * 4.0 * costs[rich])
    others = np.setdiff1d(np.arange(len(o)), [short, poor, rich])
    wanted = o.staff.copy()
    wanted[[short, poor, rich]] = 2.0
    before = o.cash_fen.copy()
    gone = development.dismiss(model, o.staff.copy(), wanted)
    assert gone[[short, poor, rich]] == pytest.approx([2.0, 0.5, 0.0], abs=1e-5)  # cash is in whole fen
    assert not gone[others].any()
    assert before[short] - o.cash_fen[short] == int(100.0 * 2.0 * p.severance * o.wage[short])
    assert o.cash_fen[poor] >= 0
    assert o.cash_fen[rich] == before[rich]


def test_layoffs_leave_fewer_staff_idle_and_nothing_is_paid_where_they_are_off() -> None:
    severance, idle = [], []
    for part in (0.0, 0.8):
        scenario = varied(warm_up=6, months=24, world__organizations__layoffs=part, world__organizations__reserve_months=1.0)
        model = PublicServiceMarket(scenario, seed=7, check=True).run()
        ledger = frames_of(model)["ledger"]
        severance.append(float(ledger.loc[ledger["kind"].astype(str) == "severance", "fen"].abs().sum()))
        idle.append(float(model.organizations.staff[model.organizations.alive].sum()))
    assert severance[0] == 0.0 < severance[1]
    assert idle[1] < idle[0]


def test_the_chance_of_a_first_award_worked() -> None:
    assert chance_by_competition(np.array([1, 3]), 0.5, 1.0) == pytest.approx(1.0 - 0.75 * 0.875)
    assert chance_by_competition(np.array([1, 3]), 0.5, 0.5) == pytest.approx(0.5 / 3.0 + 0.5 * 0.34375)
    assert first_award_chance(2.0, 5.0, 0.5) == pytest.approx(3.5 / 8.0)


def test_founders_see_more_room_where_fewer_offer_and_do_not_look_at_neutral() -> None:
    seen = {}
    for weight in (0.0, 1.0):
        for n in (0, 9):
            model = market(world__organizations__reads_competition=weight)
            for _ in range(40):
                model.prices.count(model.month, 0, n)
            seen[weight, n] = prospects.chance_of_first_award(model, 0)
    assert seen[0.0, 0] == seen[0.0, 9]
    assert seen[1.0, 0] > seen[1.0, 9]
