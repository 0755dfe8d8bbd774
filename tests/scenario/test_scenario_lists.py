"""Levers that are written as text: what they mean, read once, and one plain line for each mistake."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from gpssim import registry
from gpssim.errors import GpssimError, ScenarioError, UnknownNameError
from gpssim.scenario import GROUPS, Change, Levers, Policy, Scenario, World, load_scenario, replace
from gpssim.scenario.declarations.process import ROLES, STEPS, Process
from gpssim.scenario.lists import Lists, fiscal_years, lists_of
from gpssim.scenario.written import fund_uses, path_of


def test_lists_are_read() -> None:
    assert path_of("1, 1.5,2 ") == (1.0, 1.5, 2.0)
    assert path_of("") == ()
    assert fund_uses("any=1") == {"any": 1.0}


DOMAINS = ("elder_care", "community")
COUNTED = {"execution": 0.2, "quality": 0.3, "coverage": 0.3, "complaints": 0.2}
WRITTEN = ("catalogue", "registered_only", "function_transfer")


def test_the_levers_at_their_defaults_list_everything_or_nothing() -> None:
    everybody = tuple(g for g in GROUPS if g != "ordinary")
    assert lists_of(Levers(), DOMAINS) == Lists(
        frozenset(DOMAINS), frozenset(), frozenset(), everybody, (), {"venture_philanthropy": 1.0}, COUNTED
    )
    assert lists_of(Levers(catalogue=" * "), DOMAINS).catalogue == set(DOMAINS)
    assert lists_of(Levers(catalogue=""), DOMAINS).catalogue == set()


def test_a_policys_state_holds_what_its_levers_list_and_a_change_lists_anew() -> None:
    levers = Levers(
        catalogue="community", registered_only="elder_care, ", function_transfer="community,elder_care",
        target_groups="migrant, elderly", budget_path="1, 1.5", fund_uses="any=0.3, vulnerable=0.7",
        performance_counts="quality=1",
    )  # fmt: skip
    policy = Policy(levers=levers, change=(Change(month=12, lever="registered_only", value="community"),))
    lists = policy.at(0, DOMAINS).lists
    assert lists == Lists(
        frozenset({"community"}), frozenset({"elder_care"}), frozenset(DOMAINS), ("migrant", "elderly"), (1.0, 1.5),
        {"any": 0.3, "vulnerable": 0.7}, {"quality": 1.0},
    )  # fmt: skip
    assert policy.at(12, DOMAINS).lists.registered_only == {"community"}
    assert policy.at(12, DOMAINS).lists.budget_path == lists.budget_path


@pytest.mark.parametrize("lever", WRITTEN)
def test_a_misspelt_domain_is_refused_with_lever_policy_and_the_nearest_of_the_world(lever: str) -> None:
    line = f"unknown service domain in policy.levers.{lever} of policy 'mine': 'eldercare'; did you mean 'elder_care'?"
    change = (Change(month=12, lever=lever, value="community, eldercare"),)
    for policy in (Policy(name="mine", levers=Levers(**{lever: "community,eldercare"})), Policy(name="mine", change=change)):
        for made in (lambda p=policy: Scenario(policy=p), lambda p=policy: Scenario(policies=(p,))):
            with pytest.raises(UnknownNameError) as error:
                made()
            assert str(error.value) == line
    with pytest.raises(UnknownNameError, match="known: community, counselling, disability, elder_care, employment"):
        registry.check(Scenario(), Policy(levers=Levers(**{lever: "x"})))


def test_a_change_that_another_of_its_month_overrules_is_held_to_the_same() -> None:
    changes = tuple(Change(month=12, lever="registered_only", value=value) for value in ("eldercare", "elder_care"))
    with pytest.raises(UnknownNameError, match="'eldercare'"):
        Scenario(policy=Policy(change=changes))


def test_every_lever_that_is_a_list_is_read_with_the_policys_state() -> None:
    levers = tuple(name for name, field in Levers.model_fields.items() if field.annotation is str)
    named = {"payment", "payment_settings", "after_failure", "choice"}
    assert set(levers) - named == {f.name for f in fields(Lists)}, "a list that is not read with the state"


def test_years_are_calendar_years() -> None:
    assert [fiscal_years(first, months) for first, months in ((0, 12), (0, 13), (11, 2))] == [1, 2, 2]
    assert [replace(World(), {"city.start": start}).city.first_month for start in ("2024-01", "2024-12")] == [0, 11]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"policy.levers.catalogue": "elder_care, *"}, "catalogue = 'elder_care, *' is impossible: it must be * alone"),
        (
            {"policy.levers.registered_only": "*"},
            "unknown service domain in policy.levers.registered_only of policy 'status_quo': '*'",
        ),
        ({"policy.levers.target_groups": "elderley"}, "in policy.levers.target_groups: 'elderley'; did you mean 'elderly'?"),
        (
            {"policy.levers.payment_settings": "3", "policy.levers.payment": "staged"},
            "payment_settings = '3' is impossible: it must be name=value",
        ),
        ({"policy.levers.budget_path": "1, 1.2, 1.4"}, "it must be empty or 10 factors, one for each fiscal year"),
        ({"policy.levers.budget_path": "1, ten"}, "budget_path = 'ten' is impossible: it must be a number from 0 to 100"),
        ({"policy.levers.fund_uses": "any=0.5, vulnerable=0.4"}, "fund_uses = 0.9 is impossible: it must be 1"),
        ({"policy.levers.fund_uses": "any=0.5, any=0.5"}, "a list in which each use stands once"),
        ({"policy.levers.performance_counts": "quality=1, quality=0.5"}, "a list in which each measure stands once"),
        ({"policy.levers.performance_counts": "quality=0"}, "a list with a weight above 0"),
        ({"policy.levers.performance_counts": "qualty=1"}, "did you mean 'quality'"),
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
