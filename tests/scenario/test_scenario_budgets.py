"""Levers of the budget that are written as text: what they mean, and one plain line for each mistake."""

from __future__ import annotations

from typing import Any

import pytest

from gpssim import registry
from gpssim.errors import GpssimError, ScenarioError, UnknownNameError
from gpssim.scenario import Scenario, load_scenario, replace
from gpssim.scenario.budgets import fiscal_years, fund_uses, path_of
from gpssim.scenario.process import ROLES, STEPS, Process


def test_lists_are_read() -> None:
    assert path_of("1, 1.5,2 ") == (1.0, 1.5, 2.0)
    assert path_of("") == ()
    assert fund_uses("any=1") == {"any": 1.0}


def test_years_are_calendar_years() -> None:
    assert [fiscal_years(start, months) for start, months in (("2024-01", 12), ("2024-01", 13), ("2024-12", 2))] == [1, 2, 2]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"policy.levers.catalogue": "elder_care, eldercare"}, "unknown service domain in policy 'status_quo': 'eldercare'"),
        ({"policy.levers.budget_path": "1, 1.2, 1.4"}, "it must be empty or 10 factors, one for each fiscal year"),
        ({"policy.levers.budget_path": "1, ten"}, "budget_path = 'ten' is impossible: it must be a number from 0 to 100"),
        ({"policy.levers.fund_uses": "any=0.5, vulnerable=0.4"}, "fund_uses = 0.9 is impossible: it must be 1"),
        ({"policy.levers.fund_uses": "any=0.5, any=0.5"}, "a list in which each use stands once"),
        ({"policy.levers.fund_uses": "any=most"}, "the share of any = 'most' is impossible: it must be a number from 0 to 1"),
        ({"policy.levers.joint_purchasing": 0}, "joint_purchasing = 0 is impossible: it must be a whole number from 1 to 50"),
        ({"world.process.reluctance": 1.5}, "world.process.reluctance = 1.5 is impossible: it must be a number from 0 to 1"),
    ],
    ids=lambda x: str(x)[:40],
)
def test_a_mistake_is_one_line_before_anything_runs(changes: dict[str, Any], line: str) -> None:
    with pytest.raises(GpssimError) as error:
        replace(load_scenario("suzhou-high-tech"), changes)
    assert line in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("use", "line"),
    [
        ("venture_philantropy", "'venture_philantropy'; did you mean 'venture_philanthropy'?"),
        ("open_tender", "'open_tender'; known: any, venture_philanthropy, vulnerable"),
    ],
)
def test_the_fund_calls_mechanisms_that_buy_by_call_and_no_others(use: str, line: str) -> None:
    scenario = replace(load_scenario("suzhou-high-tech"), {"policy.levers.fund_uses": f"{use}=1"})
    with pytest.raises(UnknownNameError) as error:
        registry.check(scenario)
    assert str(error.value) == f"unknown use of the fund in policy.levers.fund_uses: {line}"


def test_a_mechanism_that_spends_the_fund_is_held_to_the_world() -> None:
    nobody_small = {"world.organizations.small_limit": 0.0}
    scenario = replace(load_scenario("textbook"), nobody_small)
    assert registry.check(scenario, "open_tender").levers.fund_per_head == 0.0
    with pytest.raises(ScenarioError, match="mechanism 'venture_philanthropy' is impossible in this world: only small"):
        registry.check(replace(scenario, {"policy.levers.fund_per_head": 1.0}), "open_tender")


def test_a_change_of_the_path_is_held_to_the_same_length() -> None:
    change = {"month": 12, "lever": "budget_path", "value": "1, 2"}
    with pytest.raises(GpssimError, match="or 3 factors"):
        replace(Scenario(months=30), {"policy.change": [change]})
    replace(Scenario(months=24), {"policy.change": [change]})


def test_a_change_may_name_domains_of_the_world_only() -> None:
    change = {"month": 12, "lever": "catalogue", "value": "culture"}
    with pytest.raises(GpssimError, match="unknown service domain"):
        replace(Scenario(), {"policy.change": [change]})


def test_every_step_has_a_role_and_no_step_is_taken_by_default() -> None:
    assert tuple(ROLES) == STEPS
    assert not Process().taken
    assert not Process(understanding=0.4, training_gain=0.1).taken
    assert Process(recorded=True).taken
    assert all(
        Process(**{name: 1.0}).taken for name in ("design_days", "cost_error", "withdrawal", "returned", "rectification_days")
    )
