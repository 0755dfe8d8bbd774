"""A January, an October and a divided project worked by hand: what is surveyed, which lines are begun, how large, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hand_made import hand_made

from gpssim.model import PublicServiceMarket
from gpssim.month.money import budget
from gpssim.month.planning import calls, scheduling, year
from gpssim.month.planning.policy import set_policy
from gpssim.month.purchasing import purchases
from gpssim.state import lines
from gpssim.state.line import Line
from gpssim.theory.special import tables


def january(dials: Mapping[str, Any] | None = None, **more: Any) -> PublicServiceMarket:
    """The first month up to its plan: 70,000 yuan for each purchaser, a place costs 100 yuan a month, its ceiling is 140."""
    usual = {"warm_up": 0, "world.organizations.cost_sd": 0.0, "world.bidding.family": "markup"}
    market = hand_made({**usual, **(dials or {})}, **more)
    market.organizations["wage"][:] = market.world.organizations.wage
    set_policy(market)
    budget.open_fiscal_year(market)
    return market


def test_each_purchaser_finds_its_need_and_begins_one_line() -> None:
    market = january()
    year.plan(market)
    # three and two of the five in need, each of twenty residents
    assert market.true_need[:, 0].tolist() == [60.0, 40.0]
    assert market.surveyed_need[:, :, 0].tolist() == [[60.0, 0.0], [0.0, 40.0]]
    # 60,000 / (12 * 140) = 35.714286 places; of 70,000 then 10,000 are left, less than half a project
    assert [(x.purchaser, x.district) for x in market.lines] == [(0, 0), (1, 1)]
    assert [x.places for x in market.lines] == pytest.approx([35.714286] * 2, abs=1e-6)
    assert [x.open_month for x in market.lines] == [0, 0]
    assert [x.first_months for x in market.lines] == [12, 12]  # one year's cycle


def test_a_line_is_no_larger_than_the_need_and_the_money_left_makes_a_smaller_one() -> None:
    market = january({"world.purchasers.project_value": 45_000.0})
    market.citizens.columns["need"][31, 0] = False
    year.plan(market)
    # 45,000 / 1,680 = 26.785714 places, then 25,000 / 1,680 = 14.880952; the second district needs 20 and has 20 at most
    assert [(x.purchaser, x.ordinal) for x in market.lines] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert [x.places for x in market.lines] == pytest.approx([26.785714, 14.880952, 20.0, 14.880952], abs=1e-6)


def test_in_october_part_of_what_is_not_committed_goes_out_in_a_hurry() -> None:
    market = january({"world.purchasers.rush": 0.75, "world.purchasers.project_value": 40_000.0})
    market.month = 9
    set_policy(market)
    market.purchasers["committed"][:, 0] = [10_000.0, 50_000.0]
    market.surveyed_need[:, :, 0] = [[60.0, 0.0], [0.0, 40.0]]
    year.plan(market)
    # 0.75 * (70,000 - 10,000) = 45,000: one project of 40,000 / 1,680 = 23.809524 places; 0.75 * 20,000 is under half a one
    assert [(x.purchaser, x.rushed, x.ordinal, x.open_month, x.first_months) for x in market.lines] == [(0, True, 50, 10, 12)]
    assert market.lines[0].places == pytest.approx(23.809524, abs=1e-6)


def test_a_project_above_the_threshold_is_divided_and_bought_directly() -> None:
    dials = {"world.violations.splitting": 1.0, "world.violations.threshold": 25_000.0, "world.purchasers.integrity": 0.0}
    market = january(dials)
    year.plan(market)
    # 60,000 by parts of m * 25,000, m in [0.90, 0.98]: two of them and 60,000 - 50,000 m, from 11,000 to 15,000
    for purchaser in (0, 1):
        parts = [x for x in market.lines if x.purchaser == purchaser]
        values = np.array([x.places * 1680.0 for x in parts])
        assert len(parts) == 3
        assert values.sum() == pytest.approx(60_000.0, abs=1e-6)
        assert values[0] == pytest.approx(values[1], abs=1e-9)
        assert 22_500.0 <= values[0] <= 24_500.0
        assert {x.mechanism for x in parts} == {"directed_commission"}
        assert {x.open_month for x in parts} == {0}


def test_a_line_that_runs_out_this_year_opens_next_month_where_its_lead_time_has_begun() -> None:
    market = january()
    for _ in range(3):  # planned, tendered, signed in month 2 for a year: it ends in month 14
        market.step()
    assert market.contracts.cycle_end.tolist() == [14, 14]
    market.month = 12
    set_policy(market)
    budget.open_fiscal_year(market)
    year.plan(market)
    old = [x for x in market.lines if x.contract >= 0]
    assert [(x.attempt, x.fiscal_year, x.open_month) for x in old] == [
        (0, 1, 13),
        (0, 1, 13),
    ]  # 14 less a lead of two, but not before the next month


def test_three_steps_take_their_days_and_hours_before_a_purchase_opens() -> None:
    market = january({"world.process.design_days": 31.0, "world.process.cost_days": 20.0, "world.process.step_hours": 9.0})
    year.plan(market)
    # 31 + 20 days are two months; nine hours each
    assert [x.open_month for x in market.lines] == [2, 2]
    assert market.purchasers.hours_used.tolist() == [9.0, 9.0]
    steps = tables(market)["steps"]
    assert steps.step.tolist() == ["design", "cost", "review"] * 2
    assert steps.month_begun.tolist() == [0, 2, 2] * 2  # 31 days are over in the second month
    assert steps.month_ended.tolist() == [2, 2, 2] * 2


def test_each_step_is_a_row_with_who_took_it_how_long_it_took_and_when() -> None:
    days = {"design_days": 31.0, "cost_days": 20.0, "review_days": 9.0, "purchase_days": 4.0, "signing_days": 5.0}
    market = january({"warm_up": 12, **{f"world.process.{name}": value for name, value in days.items()}})
    for _ in range(6):
        market.step()
    written = tables(market)["steps"].query("purchaser == 1").astype(object)
    written = written.where(written.notna(), None)  # what has no error, or no standard
    of_all = {"purchaser": 1, "domain": "community", "district": 1, "mechanism": "open_tender", "outcome": "passed", "reason": ""}
    of_all |= {"round": 0, "attempt": 0, "organization": -1, "contract": -1, "line": -1, "error": None, "standard": None}
    contract = int(np.flatnonzero(market.contracts.purchaser == 1)[0])
    signed = {"organization": int(market.contracts.organization[contract]), "contract": contract, "line": 1}
    # a year before the switch; 31, 51 and 60 days are two months; a tender takes two more, and five days of signing a third
    expected = [
        {
            "step": "design",
            "role": "civil_affairs",
            "month_begun": -12,
            "month_ended": -10,
            "days": 31.0,
            "error": 0,
            "standard": 0,
        },
        {"step": "cost", "role": "finance", "month_begun": -10, "month_ended": -10, "days": 20.0, "error": 0},
        {"step": "review", "role": "civil_affairs_and_finance", "month_begun": -10, "month_ended": -10, "days": 9.0},
        {"step": "purchase", "role": "civil_affairs", "month_begun": -10, "month_ended": -7, "days": 4.0},
        {"step": "sign", "role": "civil_affairs_and_organization", "month_begun": -7, "month_ended": -7, "days": 5.0, "standard": 0}
        | signed,
    ]
    found = written.drop(columns="project").to_dict("records")
    assert found == [of_all | row for row in expected]
    assert written.project.nunique() == 1


def designed_in_october() -> PublicServiceMarket:
    """A project of the rush: 120 days of preparation are four months, so that it opens in February of the next year."""
    market = january({"world.purchasers.rush": 1.0, "world.process.design_days": 120.0})
    market.month = 9
    set_policy(market)
    market.purchasers["committed"][:, 0] = [0.0, 70_000.0]
    market.surveyed_need[:, :, 0] = [[60.0, 0.0], [0.0, 40.0]]
    year.plan(market)
    market.month = 13
    set_policy(market)
    budget.open_fiscal_year(market)
    market.purchasers["account_fen"][0] = 500_000_00
    return market


def test_a_project_is_one_from_its_design_to_its_award_whatever_year_that_is_reached_in() -> None:
    market = designed_in_october()
    line = market.lines[0]
    assert (line.open_month, line.fiscal_year) == (13, 0)
    purchases.purchase(market)
    bought = tables(market)["projects"]
    assert (bought.month_opened.tolist(), bought.fiscal_year.tolist()) == ([13], [0])  # of the year it was designed in
    assert bought.project.tolist() == [lines.key_of(line)]
    assert tables(market)["steps"].project.unique().tolist() == bought.project.tolist()
    assert [x.project for x in market.signatures] == bought.project.tolist()


def test_what_is_purchased_anew_out_of_turn_is_a_project_of_the_year_it_is_reopened_in() -> None:
    market = designed_in_october()
    line = market.lines[0]
    first = lines.key_of(line)
    scheduling.reopen(market, line)
    assert (line.fiscal_year, line.renewed_purchase, line.open_month) == (1, 1, 14)
    again = lines.key_of(line)
    line.renew("open_tender", 2)
    assert len({first, again, lines.key_of(line)}) == 3


def test_calls_that_are_stopped_in_review_have_a_number_of_their_own() -> None:
    market = january({"world.process.unbudgeted": 1.0}, mechanism="venture_philanthropy")
    market.surveyed_need[0, 0, 0] = 60.0
    for place in (0, 1):
        assert calls.open_call(market, 0, 0, "venture_philanthropy", 80_000.0, place=place) == 80_000.0
    assert not market.calls  # neither was budgeted
    assert tables(market)["steps"].project.nunique() == 2


def test_a_contest_is_held_for_the_district_it_was_planned_for() -> None:
    market = january({"world.process.design_days": 120.0}, mechanism="venture_philanthropy")
    market.purchasers["jurisdiction"][0] = True
    market.month = 9
    set_policy(market)
    market.surveyed_need[0, :, 0] = [60.0, 40.0]
    assert calls.open_call(market, 0, 0, "venture_philanthropy", 80_000.0) == 80_000.0
    market.month = 13
    set_policy(market)
    budget.open_fiscal_year(market)
    market.surveyed_need[0, :, 0] = [40.0, 60.0]  # the new year's survey finds more need in the other district
    market.purchasers["account_fen"][0] = 500_000_00
    purchases.purchase(market)
    bought = tables(market)["projects"]
    assert (bought.district.tolist(), bought.fiscal_year.tolist(), bought.month_opened.tolist()) == ([0], [0], [13])
    assert tables(market)["steps"].project.unique().tolist() == bought.project.tolist()


def test_the_fund_pays_a_contest_and_projects_of_one_year_beside_the_budget() -> None:
    # 160,000 yuan, half for each purchaser: 40,000 for a contest (half a grant of 80,000 is enough), 40,000 for anything
    levers = {"fund_per_head": 160.0, "fund_uses": "venture_philanthropy=0.5, any=0.5"}
    market = january(levers=levers)
    year.plan(market)
    own, funded = ([x for x in market.lines if x.funded is f] for f in (False, True))
    assert [x.places for x in own] == pytest.approx([35.714286] * 2, abs=1e-6)  # as without the fund
    assert [(x.purchaser, x.district, x.ordinal, x.is_side, x.rushed, x.first_months, x.open_month) for x in funded] == [
        (0, 0, 300, True, False, 12, 0),
        (1, 1, 300, True, False, 12, 0),
    ]
    assert [x.places for x in funded] == pytest.approx([23.809524] * 2, abs=1e-6)  # 40,000 / 1,680
    called = [(c.month, c.purchaser, c.mechanism, c.money, c.funded, c.year, c.ordinal, c.district) for c in market.calls]
    assert called == [
        (0, 0, "venture_philanthropy", pytest.approx(40_000.0), True, 0, 10_001, 0),
        (0, 1, "venture_philanthropy", pytest.approx(40_000.0), True, 0, 10_001, 1),
    ]


def test_what_is_not_bought_is_not_bought_by_the_fund_either() -> None:
    levers = {"fund_per_head": 160.0, "fund_uses": "venture_philanthropy=1", "catalogue": "counselling"}
    domains = [
        {"name": name, "prevalence": [0.0] * 5, "duration": 600.0, "unit_cost": 100.0, "verifiability": 0.5, "budget_share": 0.5}
        for name in ("community", "counselling")
    ]
    market = january({"world.domains": domains}, levers=levers)
    year.plan(market)
    assert [(c.purchaser, c.domain, c.money) for c in market.calls] == [(g, 1, pytest.approx(40_000.0)) for g in (0, 1)]


def test_in_july_savings_are_used_again_where_the_rule_allows_it() -> None:
    market = january({"world.purchasers.project_value": 40_000.0}, levers={"savings_rule": "reuse"})
    market.month = 6
    set_policy(market)
    market.purchasers["committed"][:, 0] = [10_000.0, 55_000.0]
    market.surveyed_need[:, :, 0] = [[60.0, 0.0], [0.0, 40.0]]
    year.plan(market)
    # 60,000 are free: a project of 40,000 / 1,680 places and one of the 20,000 left, half a project; 15,000 are too little for one
    lines = [(x.purchaser, x.district, x.ordinal, x.rushed, x.funded, x.first_months, x.open_month) for x in market.lines]
    assert lines == [(0, 0, 70, False, False, 12, 6), (0, 0, 71, False, False, 12, 6)]
    assert [x.places for x in market.lines] == pytest.approx([23.809524, 11.904762], abs=1e-6)
    kept = january({"world.purchasers.project_value": 40_000.0})
    kept.month = 6
    set_policy(kept)
    kept.surveyed_need[:, :, 0] = [[60.0, 0.0], [0.0, 40.0]]
    year.plan(kept)
    assert list(kept.lines) == []  # savings lapse: nothing is planned before October


def test_a_design_that_is_sent_back_too_often_is_dropped() -> None:
    process = {"design_days": 20.0, "review_days": 10.0, "step_hours": 9.0, "returned": 1.0, "most_returns": 2}
    market = january({f"world.process.{name}": x for name, x in process.items()})
    year.plan(market)
    steps = tables(market)["steps"].query("purchaser == 0")
    assert steps.step.tolist() == ["design", "cost", "review"] * 3
    assert steps["round"].tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert steps.outcome.tolist() == ["passed", "passed", "returned"] * 2 + ["passed", "passed", "refused"]
    assert steps.reason.tolist() == ["", "", "design_faulty"] * 2 + ["", "", "returned_too_often"]
    # rounds of 30 days, one after the other: 20, 20 and 30 days, 50, 50 and 60, 80, 80 and 90
    assert steps.days.tolist() == [20.0, 0.0, 10.0] * 3
    assert steps.month_begun.tolist() == [0, 1, 1, 1, 2, 2, 2, 3, 3]
    assert steps.month_ended.tolist() == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert market.purchasers.hours_used.tolist() == [27.0, 27.0]
    assert [(x.closed, x.open_month) for x in market.lines] == [(True, -1)] * 2


@pytest.mark.parametrize(("link", "share"), [(0.0, 0.5), (0.4, 0.3), (1.0, 0.0)])
def test_what_is_not_in_the_budget_is_refused_unless_budgets_are_linked(link: float, share: float) -> None:
    market = january({"world.process.unbudgeted": 0.5}, levers={"budget_link": link})
    year.plan(market)
    lots = [market.luck.at(lines.key_of(x)).uniform("not in the budget") for x in market.lines]
    reviewed = tables(market)["steps"].query("step == 'review'")
    assert reviewed.reason.tolist() == ["not_in_budget" if lot < share else "" for lot in lots]
    assert [x.closed for x in market.lines] == [lot < share for lot in lots]


def test_standards_miss_less_where_officials_understand_and_coordinate() -> None:
    process = {"standard_error": 0.3, "training_effect": 0.5, "understanding": 0.4}
    market = january({f"world.process.{name}": x for name, x in process.items()}, levers={"coordination": 0.25})
    year.plan(market)
    # 0.3 x (1 - 0.5 x 0.4) x 0.75 = 0.18
    found = [x.standard_error for x in market.lines]
    assert found == pytest.approx([0.18 * market.luck.normal("standard", lines.key_of(x)) for x in market.lines])
    assert tables(market)["steps"].query("step == 'design'").standard.tolist() == pytest.approx(found)


def test_a_contest_gets_its_share_of_the_year_and_lines_the_rest() -> None:
    shares = [{"mechanism": "open_tender", "share": 0.5}, {"mechanism": "venture_philanthropy", "share": 0.5}]
    cap = [{"mechanism": "venture_philanthropy", "name": "grant_cap", "value": 60_000.0}]
    market = january({"policy.shares": shares, "policy.settings": cap})
    year.plan(market)
    # half of 70,000, more than half a grant; the other 35,000 are more than half a project: 35,000 / 1,680 places
    assert [(c.purchaser, c.mechanism, c.money, c.funded, c.ordinal) for c in market.calls] == [
        (g, "venture_philanthropy", pytest.approx(35_000.0), False, 10_000) for g in (0, 1)
    ]
    assert [(x.purchaser, x.mechanism) for x in market.lines] == [(0, "open_tender"), (1, "open_tender")]
    assert [x.places for x in market.lines] == pytest.approx([20.833333] * 2, abs=1e-6)
    # what runs is paid first: with 50,000 bound, 20,000 are less than half a grant, and than half a project
    bound = january({"policy.shares": shares, "policy.settings": cap})
    for g in (0, 1):
        line = Line(g, g, 0, g, 0, 0, 7 + g, "open_tender", 50_000.0 / 1_680.0)
        line.await_signature()
        bound.lines.append(line)
    year.plan(bound)
    assert list(bound.calls) == []
    assert len(bound.lines) == 2
