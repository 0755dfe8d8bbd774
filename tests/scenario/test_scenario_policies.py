"""Policies by name: what they do not say, they take from the base policy, so that nothing else differs."""

from __future__ import annotations

import pytest

from gpssim.errors import ScenarioError, UnknownNameError
from gpssim.scenario import Change, Levers, MechanismSetting, MechanismShare, Policy, Scenario, load_scenario, replace

KNOWN = ("open_tender", "directed_commission", "venture_philanthropy")


def base() -> Scenario:
    policy = Policy(
        levers=Levers(monitoring=0.3),
        settings=(
            MechanismSetting(mechanism="open_tender", name="price_weight", value=0.2),
            MechanismSetting(mechanism="open_tender", name="hours", value=9.0),
        ),
        change=(Change(month=12, lever="disclosure", value=1.0), Change(month=24, mechanism="directed_commission")),
    )
    other = Policy(
        name="other",
        shares=(MechanismShare(mechanism="open_tender"),),
        levers=Levers(publicity=0.9),
        settings=(MechanismSetting(mechanism="open_tender", name="price_weight", value=0.4),),
    )
    return Scenario(policy=policy, policies=(other,))


def test_a_mechanism_is_a_policy_with_everything_else_as_in_the_base() -> None:
    scenario = base()
    policy = scenario.resolve_policy("open_tender", KNOWN)
    assert policy.name == "open_tender"
    kept = MechanismShare(mechanism="venture_philanthropy", share=0.1, kept=True)
    assert policy.shares == (MechanismShare(mechanism="open_tender", share=0.9), kept)
    assert (policy.levers, policy.settings) == (scenario.policy.levers, scenario.policy.settings)
    assert policy.change == (Change(month=12, lever="disclosure", value=1.0),), "changes of levers stay, changes of mechanisms go"


def test_a_named_policy_keeps_its_own_and_takes_the_rest() -> None:
    policy = base().resolve_policy("other", KNOWN)
    assert policy.levers == Levers(monitoring=0.3, publicity=0.9)
    assert {(s.name, s.value) for s in policy.settings} == {("price_weight", 0.4), ("hours", 9.0)}


def test_the_base_policy_is_itself() -> None:
    scenario = base()
    assert scenario.resolve_policy("status_quo", KNOWN) == scenario.policy == scenario.resolve_policy(scenario.policy)


def test_resolving_twice_changes_nothing() -> None:
    scenario = base()
    once = scenario.resolve_policy("other")
    assert scenario.resolve_policy(once) == once


def test_a_lever_of_the_base_reaches_every_policy_through_replace_and_files() -> None:
    scenario = replace(load_scenario("suzhou-high-tech"), {"policy.levers.monitoring": 0.1})
    names = ["status_quo", "tender_led", "directed_led", "venture_mix", *KNOWN]
    assert {scenario.resolve_policy(name).levers.monitoring for name in names} == {0.1}


def test_an_unknown_name_meets_its_neighbours() -> None:
    with pytest.raises(UnknownNameError, match="unknown policy or mechanism 'open_tendr'; did you mean 'open_tender'"):
        base().resolve_policy("open_tendr", KNOWN)
    with pytest.raises(UnknownNameError, match="'other'"):
        base().resolve_policy("othr", KNOWN)


def test_the_portfolios_of_the_preset_are_what_their_comments_say() -> None:
    scenario = load_scenario("suzhou-high-tech")
    directed = {}
    for policy in (scenario.policy, *scenario.policies):
        parts = {s.mechanism: s.share for s in policy.shares}
        directed[policy.name] = parts["directed_commission"] / (1.0 - parts["venture_philanthropy"])
    assert directed == pytest.approx({"status_quo": 0.7, "tender_led": 0.3, "directed_led": 0.9, "venture_mix": 0.7})


def test_a_policy_of_one_mechanism_differs_in_what_it_says_and_in_nothing_else() -> None:
    scenario = base()
    said = Policy.of("open_tender", "price_heavy", {"price_weight": 0.6}, {"publicity": 0.1})
    policy = scenario.resolve_policy(said, KNOWN)
    assert policy.shares == scenario.resolve_policy("open_tender", KNOWN).shares
    assert policy.levers == Levers(monitoring=0.3, publicity=0.1)
    assert {(s.name, s.value) for s in policy.settings} == {("price_weight", 0.6), ("hours", 9.0)}
    with pytest.raises(ScenarioError, match=r"unknown key 'Levers\.publicty'; did you mean 'publicity'"):
        Policy.of("open_tender", levers={"publicty": 0.1})
