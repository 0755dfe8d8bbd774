"""Whatever is wrong is refused in one line with path, value, domain and the nearest right name; all lines at once."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpssim.errors import GpssimError, ScenarioError, UnknownNameError
from gpssim.scenario import Levers, Scenario, load_scenario, replace
from gpssim.scenario.declarations.city import City
from gpssim.scenario.tree import validated


def nested(path: str, value: Any) -> dict[str, Any]:
    """A tree with one value at a dotted path."""
    head, dot, rest = path.partition(".")
    return {head: nested(rest, value) if dot else value}


def refusal(tree: dict[str, Any]) -> str:
    with pytest.raises(GpssimError) as caught:
        validated(Scenario, tree)
    return str(caught.value)


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("wrld", "did you mean 'world'"),
        ("world.citi", "did you mean 'city'"),
        ("world.city.n_citizen", "did you mean 'n_citizens'"),
        ("world.organizations.ability_std", "'ability_sd'"),
        ("policy.lever", "did you mean 'levers'"),
        ("policy.levers.penlty", "did you mean 'penalty'"),
    ],
)
def test_an_unknown_key_at_any_level_meets_its_neighbour(path: str, hint: str) -> None:
    message = refusal(nested(path, 1))
    assert message.startswith(f"unknown key {path!r}")
    assert hint in message


def test_an_unknown_key_in_an_entry_of_a_list_goes_by_the_entrys_name() -> None:
    domain = {"name": "elder_care", "budget_share": 1.0, "unit_costs": 3.0}
    assert (
        refusal({"world": {"domains": [domain]}}) == "unknown key 'world.domains.elder_care.unit_costs'; did you mean 'unit_cost'?"
    )
    assert "'policy.change.1.levr'; did you mean 'lever'" in refusal(
        {"policy": {"change": [{"lever": "penalty", "value": 0.1}, {"levr": "penalty"}]}}
    )


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ("months", 0, "months = 0 is impossible: it must be a whole number from 1 to 1200"),
        ("months", 5000, "months = 5000 is impossible: it must be a whole number from 1 to 1200"),
        ("warm_up", -1, "warm_up = -1 is impossible: it must be a whole number from 0 to 600"),
        ("world.city.n_citizens", 7, "world.city.n_citizens = 7 is impossible: it must be a whole number from 50 to 5,000,000"),
        (
            "world.city.n_citizens",
            1e4,
            "world.city.n_citizens = 10000.0 is impossible: it must be a whole number from 50 to 5,000,000",
        ),
        ("world.purchasers.integrity", 1.2, "world.purchasers.integrity = 1.2 is impossible: it must be a number from 0 to 1"),
        (
            "world.purchasers.integrity",
            float("nan"),
            "world.purchasers.integrity = nan is impossible: it must be a number from 0 to 1",
        ),
        (
            "world.purchasers.wage_hour",
            float("inf"),
            "world.purchasers.wage_hour = inf is impossible: it must be a number from 0 to 1,000,000,000",
        ),
        ("world.citizens.access", [1.0], "world.citizens.access = [1.0] is impossible: it must be 5 numbers"),
        (
            "world.citizens.access",
            [1, 1, 1, 1, "x"],
            "world.citizens.access = [1, 1, 1, 1, 'x'] is impossible: it must be 5 numbers",
        ),
        ("world.city.start", "2024-13", "world.city.start = '2024-13' is impossible: it must be a month written YYYY-MM"),
        ("world.rules_as_of", "2015", "world.rules_as_of = '2015' is impossible: it must be one of '2014', '2020', '2026'"),
        ("world.organizations.reach_districts", 0.0, "must be a number from 1 to 200"),
        ("world.organizations.register_always", 1, "must be true or false"),
        ("world.organizations.kind_shares", [0.5, 0.5, 0.5, 0.0], "four shares that sum to 1"),
        ("world.city.share_elderly", 0.9, "world.city.share_children + share_elderly = 1.0291 is impossible: it must be at most 1"),
        ("world.city.residents", 5000, "world.city.n_citizens = 10000 is impossible: it must be at most the residents, 5000"),
        ("world.domains", [], "one or more domains with different names"),
        ("world.city", 3, "world.city = 3 is impossible: it must be a table of parameters"),
        ("policy.levers.savings_rule", "laps", "must be one of 'lapse', 'reuse', 'carry_over'"),
        ("policy.levers.pay_first", 0.7, "policy.levers.pay_first + pay_middle = 1.1 is impossible: it must be at most 1"),
        ("policy.shares", [{"mechanism": "open_tender", "share": 0.4}], "the sum of policy.shares for domain '*' = 0.4"),
        ("policy.change", [{"month": 3}], "one of mechanism, shares, lever"),
        ("policy.change", [{"lever": "penalty"}], "given with lever, and only then"),
        ("policy.change", [{"lever": "penalty", "value": -1}], "policy.levers.penalty = -1"),
        ("policies", [{"name": "status_quo"}], "different from each other"),
    ],
)
def test_an_impossible_value_is_refused_in_one_line(path: str, value: Any, line: str) -> None:
    message = refusal(nested(path, value))
    assert line in message
    assert "\n" not in message


def test_several_faults_are_several_lines() -> None:
    lines = refusal({"months": 0, "world": {"city": {"residents": -1, "n_citizen": 3}}, "tittle": ""}).splitlines()
    assert len(lines) == 4
    assert all("impossible" in line or "unknown" in line for line in lines)


@pytest.mark.parametrize(
    ("tree", "hint"),
    [
        ({"policy": {"change": [{"lever": "penlty", "value": 0.1}]}}, "did you mean 'penalty'"),
        ({"policy": {"shares": [{"mechanism": "open_tender", "domain": "elderly_care"}]}}, "did you mean 'elder_care'"),
        ({"policy": {"change": [{"domain": "elder_cure", "mechanism": "lottery"}]}}, "did you mean 'elder_care'"),
        ({"policy": {"levers": {"registered_only": "elder_care, comunity"}}}, "did you mean 'community'"),
        ({"policy": {"change": [{"lever": "registered_only", "value": "comunity"}]}}, "did you mean 'community'"),
        ({"sources": [{"path": "world.city.resident", "source": "x"}]}, "did you mean 'world.city.residents'"),
    ],
)
def test_a_name_that_does_not_exist_meets_its_neighbour(tree: dict[str, Any], hint: str) -> None:
    assert hint in refusal(tree)


@pytest.mark.parametrize(
    "source",
    [
        {"path": "world.purchasers.integrity", "swept": [0.5, 1.5]},
        {"path": "world.purchasers.integrity", "swept": [0.5, 0.5]},
        {"path": "world.purchasers.integrity", "swept": [0.1, 0.5], "fixed": True},
        {"path": "world.citizens.access", "swept": [0.1, 0.5]},
    ],
)
def test_a_range_must_be_one(source: dict[str, Any]) -> None:
    assert "swept of world." in refusal({"sources": [source]})


def test_replace_refuses_what_a_file_refuses() -> None:
    scenario = load_scenario("textbook")
    with pytest.raises(UnknownNameError, match="did you mean 'n_citizens'"):
        replace(scenario, {"world.city.n_citizen": 500})
    with pytest.raises(UnknownNameError, match=r"unknown entry in .*: 'elder_care'; known: community"):
        replace(scenario, {"world.domains.elder_care.unit_cost": 3.0})
    with pytest.raises(ScenarioError, match="goes beyond a single value at 'x'"):
        replace(scenario, {"months.x": 3})
    with pytest.raises(ScenarioError, match=r"world\.city\.n_citizens = 3 "):
        replace(scenario, {"world.city.n_citizens": 3})


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (lambda: City(n_citizens=7), "City.n_citizens = 7 is impossible: it must be a whole number from 50 to 5,000,000"),
        (lambda: City(n_citizen=7), "unknown key 'City.n_citizen'; did you mean 'n_citizens' or 'n_districts'?"),
        (
            lambda: Scenario(world={"city": {"residents": 3}}),
            "Scenario.world.city.residents = 3 is impossible: it must be a whole number from 1000 to 2,000,000,000",
        ),
        (lambda: Levers(pay_first=0.9), "policy.levers.pay_first + pay_middle = 1.3 is impossible: it must be at most 1"),
    ],
)
def test_a_group_made_in_python_refuses_in_the_same_words(make: Callable[[], object], line: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        make()
    assert str(caught.value) == line


def test_a_group_is_frozen_and_travels_between_processes_as_its_author_set_it() -> None:
    scenario = load_scenario("suzhou-high-tech")
    again = pickle.loads(pickle.dumps(scenario))
    assert again == scenario
    assert again.policies[0].model_fields_set == {"name", "title", "title_zh", "shares"}
    with pytest.raises(ValueError, match="frozen"):
        scenario.world.city.residents = 3


@given(value=st.one_of(st.floats(), st.integers(), st.text(), st.booleans(), st.lists(st.integers(), max_size=3), st.dates()))
def test_any_value_is_taken_or_refused_and_nothing_else_happens(value: Any) -> None:
    tree = nested("world.purchasers.integrity", value)
    if type(value) in (int, float) and 0 <= value <= 1:
        assert validated(Scenario, tree).world.purchasers.integrity == value
    else:
        with pytest.raises(ScenarioError, match=r"^world\.purchasers\.integrity = "):
            validated(Scenario, tree)
