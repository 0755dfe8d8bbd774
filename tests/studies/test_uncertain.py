"""Uncertain levers and mechanisms: the same draws in warm-up and every arm, but for what a policy sets itself; kept, read back."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import gpssim
from gpssim import registry
from gpssim.analysis.held import Mechanisms
from gpssim.analysis.worlds import drivers, worlds
from gpssim.errors import GpssimError, ScenarioError, StudyError, UnknownNameError
from gpssim.plugins import parameters
from gpssim.records import load_results
from gpssim.scenario import Change, Policy, Scenario, load_scenario, replace, sample_worlds
from gpssim.scenario.sampling import LEVELS, own_paths
from gpssim.streams import Luck
from gpssim.studies import CornerStudy, RunOutcome, Study, Task
from gpssim.studies.uncertain import plugin_parameters, uncertain_parameters
from tests.small_market import small_scenario
from tests.studies.fakes import SCENARIO, as_quick, quick, study

OWN = Policy.of("open_tender", "strict", {"price_weight": 0.6}, {"monitoring": 0.9})
WEIGHT, SHARE, MONITORING = (
    "mechanisms.open_tender.price_weight",
    "mechanisms.directed_commission.bargaining_share",
    "policy.levers.monitoring",
)

DECLARED = {row.name: row.swept for row in parameters(registry.mechanisms()["open_tender"])}["price_weight"]
"""The range that the mechanism itself declares for its price weight."""


def settings(policy: Policy) -> dict[str, object]:
    return {f"mechanisms.{s.mechanism}.{s.name}": s.value for s in policy.settings}


def test_every_arm_and_the_warm_up_get_what_was_drawn_but_for_what_a_policy_sets_itself() -> None:
    seen: list[Task] = []
    study(
        policies=["status_quo", "directed_commission", OWN], worlds=3, runner=lambda task: (seen.append(task), quick(task))[1]
    ).run()
    drawn = study(policies=["status_quo", "directed_commission", OWN], worlds=3).sampled
    assert len({values.values[WEIGHT] for values in drawn}) == 3
    for task in seen:
        if task.world == 0:
            assert task.scenario == SCENARIO
            assert settings(task.policy) == ({WEIGHT: 0.6} if task.policy.name == "strict" else {})
            continue
        values, strict = drawn[task.world - 1].values, task.policy.name == "strict"
        warm, arm = settings(task.scenario.policy), settings(task.policy)
        assert warm[SHARE] == arm[SHARE] == values[SHARE]
        assert warm[WEIGHT] == values[WEIGHT]
        assert arm[WEIGHT] == (0.6 if strict else values[WEIGHT])
        assert task.scenario.policy.levers.monitoring == values[MONITORING]
        assert task.policy.levers.monitoring == (0.9 if strict else values[MONITORING])
        assert task.policy.levers.penalty == task.scenario.policy.levers.penalty == values["policy.levers.penalty"]
        assert task.sampled == task.scenario.world
        assert task.sampled.purchasers.integrity == values["world.purchasers.integrity"]


def test_a_market_buys_with_the_parameter_that_was_drawn() -> None:
    """A lottery's price is posted: what was drawn can be read off every contract, of the warm-up and of the arm."""
    scenario = replace(small_scenario(), {"policy.shares": [{"mechanism": "lottery"}], "warm_up": 6, "months": 6})
    results = Study(scenario, ["status_quo", "lottery"], replications=1, worlds=2, workers=1, uncertain=["mechanisms"]).run()
    assert set(results.runs["status"]) == {"SUCCEEDED"}
    contracts = results.table("contracts").query("mechanism == 'lottery' and cycle_year == 0 and not bridge")
    for world in (1, 2):
        rows = contracts[contracts["world"] == world]
        assert set(rows["policy"]) == {"status_quo", "lottery"}
        assert (rows["month_signed"] < 0).any()
        assert (rows["unit_price"] / rows["ceiling"]).to_numpy() == pytest.approx(
            1.0 - results.drawn(world)["mechanisms.lottery.discount"]
        )
        assert results.world(world) == results.world(0)
    assert results.drawn(1) != results.drawn(2)
    assert results.drawn(0) == {}


def test_levels_are_drawn_apart_and_change_nothing_in_each_other() -> None:
    everything = study(worlds=3).sampled
    for level in LEVELS:
        alone = study(worlds=3, uncertain=[level]).sampled
        for one, all_ in zip(alone, everything, strict=True):
            assert one.values.items() <= all_.values.items()
            assert one.values
    assert [d.scenario.world for d in everything] == sample_worlds(SCENARIO, 3, 1)
    only = study(worlds=3, uncertain=["levers"]).sampled[0]
    assert only.scenario.world == SCENARIO.world
    assert not settings(only.policies[0])


def test_the_same_world_has_the_same_draws_whatever_it_is_compared_with() -> None:
    few, more = (study(policies=p, worlds=2).sampled for p in (["status_quo"], ["status_quo", "lottery", "concession"]))
    for one, other in zip(few, more, strict=True):
        assert {k: other.values[k] for k in one.values} == one.values
        assert one.policies[0].levers == other.policies[0].levers
    assert "mechanisms.lottery.discount" in more[0].values
    assert "mechanisms.lottery.discount" not in few[0].values


def test_what_a_policy_sets_itself() -> None:
    base = replace(SCENARIO, {"policies": [{"name": "kept", "levers": {"penalty": 0.25}}]})
    assert own_paths(base, "status_quo") == own_paths(base, "open_tender") == own_paths(base, base.policy) == frozenset()
    assert own_paths(base, "kept") == {"policy.levers.penalty"}
    strict = {"policy.levers.monitoring", "policy.settings.open_tender.price_weight"}
    assert own_paths(base, OWN) == strict
    assert own_paths(base, base.resolve_policy(OWN)) == strict  # made complete, it sets what differs


def test_a_drawn_lever_that_contradicts_a_policy_is_refused_before_anything_runs() -> None:
    base = replace(SCENARIO, {"policy.levers.pay_first": {"value": 0.2, "swept": (0.2, 0.5)}})
    later = Policy(name="later", change=(Change(month=3, lever="pay_middle", value=0.75),))
    assert not study(scenario=base, policies=["status_quo", later]).sampled
    with pytest.raises(ScenarioError, match="pay_first"):
        study(scenario=base, policies=["status_quo", later], worlds=5)


def test_corners_of_a_sampled_world_have_their_policys_draws() -> None:
    corners = CornerStudy(SCENARIO, [OWN, "lottery"], worlds=2, frictions=["delay"], runner=quick, workers=1)
    for drawn in corners.sampled:
        assert [p.name for p in drawn.policies] == ["strict 1", "strict 0", "lottery 1", "lottery 0"]
        assert [settings(p)[WEIGHT] for p in drawn.policies] == [0.6, 0.6, drawn.values[WEIGHT], drawn.values[WEIGHT]]


def test_a_scenario_may_give_a_mechanism_another_range_or_none() -> None:
    def drawn(*sources: dict[str, object]) -> dict[str, tuple[float, float] | None]:
        return {r.path: r.swept for r in uncertain_parameters(replace(SCENARIO, {"sources": list(sources)}), levels=["mechanisms"])}

    assert drawn()[WEIGHT] == DECLARED != (0.1, 0.3)
    assert DECLARED is not None
    assert drawn({"path": WEIGHT, "swept": [0.1, 0.3]})[WEIGHT] == (0.1, 0.3)
    assert WEIGHT not in drawn({"path": WEIGHT, "fixed": True})
    assert set(drawn({"path": "mechanisms.open_tender", "fixed": True})) == {p for p in drawn() if ".open_tender." not in p}
    for wrong, said in (
        ({"path": "mechanisms.open_tendr.price_weight", "fixed": True}, "did you mean"),
        ({"path": "mechanisms.open_tender.price_wait", "fixed": True}, "did you mean"),
        ({"path": "mechanisms.open_tender", "swept": [0.1, 0.3]}, "a single parameter"),
        ({"path": WEIGHT, "swept": [0.1, 1.3]}, "from 0.1 to 1"),
    ):
        with pytest.raises(GpssimError, match=said):
            study(scenario=replace(SCENARIO, {"sources": [wrong]}), worlds=1)


def test_a_base_policys_own_setting_is_fixed_unless_its_author_gives_a_range() -> None:
    base = replace(SCENARIO, {"policy.settings": [{"mechanism": "open_tender", "name": "price_weight", "value": 0.2}]})
    row = next(r for r in plugin_parameters(base) if r.path == WEIGHT)
    assert (row.value, row.changed, row.swept, row.source) == (0.2, True, None, "assumption")
    assert WEIGHT not in study(scenario=base, policies=["status_quo"], worlds=1).sampled[0].values
    drawn = study(scenario=base, policies=["status_quo"], worlds=1).sampled[0]
    assert settings(drawn.policies[0])[WEIGHT] == 0.2
    ranged = replace(base, {f"{WEIGHT}.swept": (0.15, 0.25), f"{WEIGHT}.source": "tender files 2024"})
    row = next(r for r in plugin_parameters(ranged) if r.path == WEIGHT)
    assert (row.value, row.swept, row.source) == (0.2, (0.15, 0.25), "tender files 2024")
    for drawn in study(scenario=ranged, policies=["status_quo"], worlds=4).sampled:
        assert 0.15 <= drawn.values[WEIGHT] <= 0.25
        assert settings(drawn.policies[0])[WEIGHT] == drawn.values[WEIGHT]
    with pytest.raises(ScenarioError, match=r"price_weight = 0\.2 is impossible: it must be in its own range, 0\.25 to 0\.3"):
        plugin_parameters(replace(base, {f"{WEIGHT}.swept": (0.25, 0.3)}))


@pytest.mark.parametrize("levels", [(), "world", ["world", "world"], ["worlds"]])
def test_impossible_levels_are_refused(levels: object) -> None:
    with pytest.raises(GpssimError):
        study(worlds=2, uncertain=levels)


def test_what_a_rule_set_may_put_in_the_place_of_a_mechanism_is_uncertain_too() -> None:
    lawful = replace(SCENARIO, {"world.law.rule_set": "china"})
    paths = {row.path for row in uncertain_parameters(lawful, levels=["mechanisms"])}
    assert "mechanisms.single_source.bargaining_share" in paths
    assert "mechanisms.single_source.bargaining_share" not in {row.path for row in uncertain_parameters(SCENARIO)}


def test_textbook_draws_nothing() -> None:
    for level in LEVELS:
        with pytest.raises(ScenarioError, match="no uncertain worlds"):
            Study("textbook", ["open_tender"], worlds=1, uncertain=[level])


def test_what_was_drawn_is_kept_continued_and_read_back(tmp_path: Path) -> None:
    policies = ["directed_commission", OWN]
    whole = study(policies=policies, worlds=3).run(tmp_path)
    again = load_results(tmp_path)
    assert again.drawn(2) == whole.drawn(2) == study(policies=policies, worlds=3).sampled[1].values
    kept = Mechanisms(again)
    for world, drawn in enumerate(study(policies=policies, worlds=3).sampled, 1):
        for policy in drawn.policies:
            assert kept.policy(policy.name, world) == policy
    assert kept.policy("strict") == study(policies=policies).checked[1]
    with pytest.raises(UnknownNameError):
        kept.policy("lottery")
    assert study(policies=policies, worlds=3).run(tmp_path).digest == whole.digest
    with pytest.raises(StudyError, match="uncertain is"):
        study(policies=policies, worlds=3, uncertain=["world"]).run(tmp_path)


def test_worlds_are_added_with_their_draws_to_a_study_without_any(tmp_path: Path) -> None:
    study().run(tmp_path)
    ran: list[Task] = []

    def seen(task: Task) -> RunOutcome:
        ran.append(task)
        return quick(task)

    added = study(worlds=2, uncertain=["world", "mechanisms"], runner=as_quick(seen)).run(tmp_path)
    assert {task.world for task in ran} == {1, 2}
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["uncertain"] == ["world", "mechanisms"]
    assert added.drawn(1) == {path: column[0] for path, column in manifest["drawn"].items()}


def test_worlds_are_a_table_to_lay_outcomes_against() -> None:
    results = study(worlds=4).run()
    table = worlds(results)
    assert list(table["world"]) == [1, 2, 3, 4]
    assert table[WEIGHT].tolist() == [results.drawn(w)[WEIGHT] for w in (1, 2, 3, 4)]
    assert set(table.columns) == {"world", *(row.path for row in uncertain_parameters(SCENARIO, study().checked))}
    value = table.set_index("world")[WEIGHT] ** 3
    assert drivers(results, value).set_index("parameter").loc[WEIGHT, ["correlation", "n", "beyond_luck"]].tolist() == [
        1.0,
        4,
        False,
    ]
    assert worlds(study().run()).empty
    assert inspect.unwrap(gpssim.worlds) is worlds


def test_what_goes_with_an_outcome_comes_first_and_luck_is_told_apart() -> None:
    results = study(worlds=25).run()
    table = worlds(results).set_index("world")
    first = drivers(results, -(table[WEIGHT] ** 3)).iloc[0]
    assert first.tolist() == [WEIGHT, -1.0, 25, True]
    noise = pd.Series(Luck.of(7, 0).uniforms("noise", np.arange(25)), index=table.index)
    assert not drivers(results, noise)["beyond_luck"].any()
    assert drivers(results, noise.mask(noise.index < 4))["n"].iloc[0] == 22
    assert drivers(results, noise * 0.0).empty


def test_everything_uncertain_lies_in_its_domain_and_changes_only_what_it_names() -> None:
    scenario: Scenario = load_scenario("suzhou-high-tech")
    for row in uncertain_parameters(scenario, [scenario.resolve_policy("lottery")]):
        assert row.swept is not None
        assert row.swept[0] < row.swept[1], row.path
    assert {row.path.split(".")[0] for row in uncertain_parameters(scenario)} == {"world", "policy", "mechanisms"}
