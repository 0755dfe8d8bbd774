"""What a rule that is switched off would have shown is missing, and never a 0 that looks like a finding."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import gpssim
from gpssim.analysis import Indicator, compare, comparison_table, indicator, indicators, switched_off, values, wide_table
from gpssim.analysis.indicator import count
from gpssim.analysis.needs import VIOLATIONS, Needs, Setting
from gpssim.records import Results
from gpssim.scenario import Policy
from gpssim.texts.text import LANGUAGES, Text
from tests.analysis.tiny import run
from tests.small_market import small_scenario

TOO_SHORT = {"incubated_alive_3", "incubated_alive_5"}
"""Runs of the test are too short for them, whatever is switched on."""
COUNTED = {"ineligible_share", "decided_by_loser", "need_not_bought"}
"""Always counted, and seldom: people in need who may not apply, awards that a losing offer turned, need where nothing is bought."""
ON: dict[str, Any] = {
    "world.violations.tailoring": 0.5,
    "world.violations.accompanying": 1.0,
    "world.purchasers.integrity": 0.0,
    "world.purchasers.tie_density": 0.4,
    "world.violations.tailoring_detection": 0.5,
    "world.sector.capture.tasks": 0.4,
    "world.society.committees.relief": 0.5,
    "world.society.enterprises.number": 60,
    "world.officials.diffusion": True,
    "world.officials.adoption_mean": 0.0,
    "world.organizations.kind_shares": [0.35, 0.15, 0.15, 0.15, 0.1, 0.1, 0.0],
    "world.fees.sensitivity": 0.0,
    "world.innovation.search": 0.05,
    "world.legitimacy.gain": 0.1,
}
LEVERS: dict[str, Any] = {
    "company_tax": 1.0,
    "nonprofit_tax": 1.0,
    "incubation": 200_000.0,
    "third_party": 1.0,
    "evaluator_choice": "provider",
    "hotline": 1.0,
    "targeting": 1.0,
    "targeting_accuracy": 0.6,
    "registered_only": "community",
    "function_transfer": "community",
    "performance_budget": 1.0,
}


def studied(changes: dict[str, Any], *policies: Policy | str) -> Results:
    scenario = gpssim.replace(small_scenario(), {"months": 36, **changes})
    study = gpssim.Study(scenario, list(policies) or ["open_tender", "directed_commission"], replications=1, seed=3, workers=1)
    return study.run(progress=False)


@pytest.fixture(scope="module")
def off() -> Results:
    return studied({}, "open_tender", "directed_commission", "venture_philanthropy")


@pytest.fixture(scope="module")
def on() -> Results:
    return studied(
        ON,
        Policy.of("open_tender", levers=LEVERS),
        Policy.of("concession", levers=LEVERS),
        Policy.of("in_house", levers=LEVERS),
        Policy.of("venture_philanthropy", levers=LEVERS),
    )


def test_every_indicator_that_shows_nothing_by_default_says_what_it_needs(off: Results) -> None:
    """The law of the folder: 0 (or nothing) under every policy means that something is off, and the indicator says what."""
    silent = []
    for name, one in indicators().items():
        found = values(off, name)["value"]
        if one.needs is None and name not in TOO_SHORT | COUNTED and (found.isna() | (found == 0.0)).all():
            silent.append(name)
    assert silent == []


def test_what_is_off_is_missing_and_said(off: Results) -> None:
    said = set(switched_off(off, indicators().values())["outcome"])
    assert {
        "favored_share",
        "violations_detected",
        "irregular_share",
        "unpaid_tasks",
        "fees_per_head",
        "committee_load",
        "innovation_gain",
        "budget_moved",
    } <= said
    assert not {"bridge_share", "paid_late", "penalties"} & said
    for name in said:
        assert values(off, name)["value"].isna().all(), name


@pytest.mark.parametrize("name", [name for name, one in indicators().items() if one.needs])
def test_what_is_on_is_measured(name: str, on: Results) -> None:
    assert switched_off(on, [indicator(name)]).empty
    assert values(on, name)["value"].notna().any()


@pytest.mark.parametrize("name", [name for name, one in indicators().items() if one.needs])
def test_it_says_so_in_both_languages_and_names_switches_that_exist(name: str) -> None:
    needs = indicator(name).needs
    assert needs is not None
    assert all(needs.words[k] for k in range(len(LANGUAGES)))
    scenario = gpssim.load_scenario("textbook").model_dump(mode="json")
    for path in needs.switches:
        tree = scenario
        for step in path.split("."):
            assert step in tree, path
            tree = tree[step]


def test_a_lever_counts_where_any_policy_pulls_it() -> None:
    """Beside a policy that taxes, no tax is a tax of 0: the difference is a result."""
    results = studied(
        {"months": 24}, "open_tender", Policy.of("open_tender", "taxed", levers={"company_tax": 1.0, "nonprofit_tax": 1.0})
    )
    paid = values(results, "tax_paid").set_index("policy")["value"]
    assert paid["open_tender"] == 0.0
    assert paid["taxed"] > 0.0


def test_a_later_change_of_a_lever_counts() -> None:
    later = Policy(name="later", change=({"month": 6, "lever": "hotline", "value": 0.5},))  # type: ignore[arg-type]  # read as a Change
    assert Setting({}, (later,)).acts("policy.levers.hotline")
    assert not Setting({}, (Policy(),)).acts("policy.levers.hotline")


def test_a_parameter_of_the_world_counts_in_its_own_world() -> None:
    from tests.analysis.tiny import runs

    rows = {"projects": [{"truth": 1, "outcome": "awarded"}, {"truth": 0, "outcome": "awarded"}]}
    results = runs({("a", 0, 0): rows, ("a", 1, 0): rows})
    dials = dict.fromkeys(path.rpartition(".")[2] for path in VIOLATIONS.switches)
    tree = {"violations": dials | dict.fromkeys(dials, 0.0)}
    results.manifest["scenario"]["world"] = tree
    results.manifest["worlds"] = [{"violations": tree["violations"] | {"leak": 0.2}}]
    found = values(results, "favored_share").set_index("world")["value"]
    assert np.isnan(found[0])
    assert found[1] == 0.5


def test_what_results_do_not_say_is_taken_to_be_on() -> None:
    assert values(run(projects=[{"truth": 1, "outcome": "awarded"}]), "favored_share")["value"].tolist() == [1.0]


def test_tables_print_a_dash() -> None:
    idle = Needs(Text("an imaginary rule", "某规则"), ("world.violations.leak",))
    one = Indicator(
        name="imaginary",
        label="Imaginary",
        label_zh="假想",
        unit="share",
        family="competition",
        direction=0,
        meaning="an example of a rule",
        numerator=count("projects", month="month_opened"),
        denominator=count("projects", month="month_opened"),
        primary=True,
        needs=idle,
    )
    frame = compare(studied({"months": 12}), outcomes=[one], periods=["all"])
    assert frame["n_pairs"].tolist() == [0]
    assert wide_table(frame).to_numpy().ravel().tolist() == ["–", "–", "–"]
    row = next(line for line in comparison_table(frame).splitlines() if line.startswith("Imaginary"))
    assert row.count("--") == 3
