"""A mechanism under which nobody may offer, a framework with one supplier, a term above the legal maximum: one line, at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from small_market import varied
from typer.testing import CliRunner

from gpssim import registry
from gpssim.cli import app
from gpssim.errors import ScenarioError
from gpssim.scenario import Change, Levers, MechanismShare, Policy
from gpssim.scenario.declarations.kinds import KINDS
from gpssim.studies import Study


def only(kind: str) -> tuple[float, ...]:
    return tuple(float(word == kind) for word in KINDS)


WORLDS: dict[str, dict[str, Any]] = {
    "companies": {"world__organizations__kind_shares": only("company")},
    "no companies": {"world__organizations__kind_shares": only("association")},
    "nobody small": {"world__organizations__small_limit": 0.0},
    "one supplier": {"world__organizations__n_initial": 1, "world__organizations__founders_rate": 0.0},
}


@pytest.mark.parametrize(
    ("world", "policy", "words"),
    [
        ("companies", Policy.of("volunteer_service"), "'volunteer_service' is impossible in this world: only .* may offer"),
        ("companies", Policy.of("direct_grant"), "kind_shares has none: it has company"),
        ("no companies", Policy.of("direct_grant", settings={"recipients": "company"}), "only company may offer"),
        ("nobody small", Policy.of("venture_philanthropy"), "small_limit = 0 none is small"),
        (
            "one supplier",
            Policy.of("framework_agreement"),
            "needs 3 offers, and world.organizations has n_initial = 1 and no found",
        ),
        ("one supplier", Policy.of("concession"), "needs 3 offers"),
    ],
)
def test_it_is_refused_before_anything_runs(world: str, policy: Policy, words: str) -> None:
    with pytest.raises(ScenarioError, match=words) as refused:
        Study(_lottery(world), [policy], replications=1)
    assert "\n" not in str(refused.value)


def _lottery(world: str) -> Any:
    """The small city with a lottery as its status quo, so that only the policy can be at fault."""
    lottery = (MechanismShare(mechanism="lottery", share=1.0),)
    return varied(**WORLDS[world]).model_copy(update={"policy": Policy(shares=lottery, levers=Levers(after_failure=""))})


def test_a_later_month_is_looked_at_too() -> None:
    late = Policy.of("lottery").model_copy(update={"change": (Change(month=12, mechanism="volunteer_service"),)})
    with pytest.raises(ScenarioError, match="volunteer_service"):
        registry.check(_lottery("companies"), late)
    registry.check(_lottery("no companies"), late)


@pytest.mark.parametrize("name", registry.mechanisms())
def test_in_the_usual_world_somebody_may_always_offer(name: str) -> None:
    world = varied().world
    assert registry.mechanism(name).lacking(world) == ""
    assert set(registry.mechanism(name).offered_by) <= set(KINDS)


@pytest.mark.parametrize(
    ("name", "settings", "words"),
    [
        ("framework_agreement", {"least_members": 1}, "least_members = 1 is impossible: it must be a whole number from 2 to 20"),
        ("framework_agreement", {"most_members": 1}, "most_members = 1 is impossible"),
        ("framework_agreement", {"elimination": 0.1}, "elimination = 0.1 is impossible"),
        ("framework_agreement", {"years": 3}, "years = 3 is impossible: it must be a whole number from 1 to 2"),
        ("concession", {"years": 31}, "years = 31 is impossible: it must be a whole number from 1 to 30"),
        ("venture_philanthropy", {"months": 37}, "months = 37 is impossible"),
        ("cooperation", {"most_partners": 0}, "most_partners = 0 is impossible"),
    ],
)
def test_what_the_law_does_not_allow_is_refused(name: str, settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        registry.mechanism(name, settings)


@pytest.mark.parametrize("lever", [{"tender_cycle_years": 4}, {"contract_months": 37}])
def test_a_term_above_the_legal_maximum_is_refused(lever: dict[str, int]) -> None:
    with pytest.raises(ScenarioError, match="is impossible: it must be a whole number from 1 to 3"):
        Levers(**lever)


def test_the_list_has_sixteen_with_everything_about_their_parameters() -> None:
    listed = json.loads(CliRunner().invoke(app, ["mechanisms", "--json"]).stdout)
    assert len({row["name"] for row in listed}) == len(listed) == 16
    for row in listed:
        assert all(row[key] for key in ("name", "label", "label_zh", "source", "rule", "parameters"))
        for parameter in row["parameters"]:
            assert all(parameter[key] for key in ("name", "unit", "domain", "meaning", "source")), (row["name"], parameter)
            assert "default" in parameter
