"""A source is of a value, and a range is around one: nothing of a preset's is said of what an author put in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gpssim.errors import GpssimError, ScenarioError, UnknownNameError
from gpssim.scenario import (
    ParameterRow,
    Scenario,
    json_schema,
    load_scenario,
    parameters,
    preset_names,
    replace,
    sample_worlds,
    swept_parameters,
    write_scenario,
)
from gpssim.scenario.files import parsed
from gpssim.scenario.leaves import elements
from gpssim.scenario.shipped import origin_of, preset_text

CITY, HEAD = "world.city.n_districts", "world.purchasers.appropriation_per_head"
MARKS = ("VERIFIED", "DERIVED", "DATA", "MEMORY", "convention", "burn-in")


def row(scenario: Scenario, path: str) -> ParameterRow:
    return next(r for r in parameters(scenario) if r.path == path)


def told(scenario: Scenario, path: str) -> tuple[Any, str, tuple[float, float] | None]:
    found = row(scenario, path)
    return found.value, found.source, found.swept


@pytest.mark.parametrize("preset", preset_names())
def test_a_preset_keeps_its_sources_and_ranges_whoever_copies_it(preset: str) -> None:
    own = load_scenario(preset)
    copied = replace(own, {"name": "mine"})
    assert origin_of(own.sources) == preset
    rows = {r.path: r for r in parameters(own)}
    assert parameters(copied) == list(rows.values())
    assert not any(r.altered for r in rows.values())
    for said in parsed(preset_text(preset), preset).get("sources", ()):
        if (found := rows.get(said["path"])) is not None:
            assert found.source == said["source"]
            assert found.swept == (tuple(said["swept"]) if "swept" in said else found.swept)


@pytest.mark.parametrize("preset", preset_names())
def test_whatever_number_of_a_preset_is_changed_no_source_and_no_range_of_the_preset_is_said_of_it(preset: str) -> None:
    """Every number of world and levers by a little, group by group, where the group can be changed so."""
    scenario = load_scenario(preset)
    changes: dict[str, dict[str, float]] = {}
    for leaf in scenario.leaves():
        for path, value in elements(leaf).items():
            if path.startswith(("world.", "policy.levers.")) and isinstance(value, float) and "share" not in path:
                changes.setdefault(leaf.path.rpartition(".")[0], {})[path] = value * 0.99 if value else 0.01
    kept: set[str] = set()
    for values in changes.values():
        try:
            scenario, kept = replace(scenario, values), kept | set(values)
        except GpssimError:
            continue  # numbers that depend on each other
    assert len(kept) > 150
    rows = [r for r in parameters(scenario) if r.path in kept]
    assert {r.source for r in rows} == {"assumption"}
    assert {r.swept for r in rows} == {None}
    assert all(r.altered for r in rows)
    assert not kept & {r.path for r in swept_parameters(scenario)}


def test_a_city_of_ones_own_keeps_what_its_author_knows_in_every_sampled_world() -> None:
    mine = replace(load_scenario("suzhou-high-tech"), {CITY: 12, HEAD: 31.0})
    assert told(mine, CITY) == (12, "assumption", None)
    assert told(mine, HEAD) == (31.0, "assumption", None)
    for world in sample_worlds(mine, 5, 1):
        assert (world.city.n_districts, world.purchasers.appropriation_per_head) == (12, 31.0)
    ranged = replace(mine, {f"{CITY}.swept": (10, 14), f"{CITY}.source": "yearbook 2024"})
    assert told(ranged, CITY) == (12, "yearbook 2024", (10.0, 14.0))
    assert {world.city.n_districts for world in sample_worlds(ranged, 5, 1)} <= {10, 11, 12, 13, 14}
    assert {w.purchasers.appropriation_per_head for w in sample_worlds(ranged, 5, 1)} == {31.0}


def test_value_source_and_range_stand_together_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        """
        name = "mine"
        months = { value = 60, source = "five-year plan" }
        [world.city]
        residents = { value = 420_000, source = "yearbook 2024, table 2-1" }
        n_districts = 5
        share_elderly = { value = 0.24, source = "yearbook 2024, table 2-3", swept = [0.2, 0.3] }
        share_disabled.source = "federation 2024"
        [[world.domains]]
        name = "eye_care"
        prevalence = { value = [0, 0.1, 0, 0, 0], source = "survey 2023" }
        unit_cost = { value = 31, source = "tender 7" }
        budget_share = 1.0
        [policy.levers]
        monitoring = { value = 0.9, source = "decree 5" }
        """,
        encoding="utf-8",
    )
    mine = load_scenario(file)
    assert told(mine, "months") == (60, "five-year plan", None)
    assert told(mine, "world.city.residents") == (420_000, "yearbook 2024, table 2-1", None)
    assert told(mine, CITY) == (5, "assumption", None)
    assert told(mine, "world.city.share_elderly") == (0.24, "yearbook 2024, table 2-3", (0.2, 0.3))
    assert told(mine, "world.city.share_disabled") == (0.05, "federation 2024", (0.03, 0.08))
    assert (
        told(mine, "world.city.share_children")[1] == "Suzhou statistics 2023, VERIFIED (city)"
    )  # the model's value, and so its source
    assert told(mine, "world.domains.eye_care.unit_cost") == (31.0, "tender 7", None)
    assert told(mine, "world.domains.eye_care.prevalence")[1] == "survey 2023"
    assert told(mine, "policy.levers.monitoring") == (0.9, "decree 5", None)
    assert load_scenario(write_scenario(mine, tmp_path / "again.toml")) == mine
    jsonschema.validate(parsed(file.read_text(encoding="utf-8"), "mine"), json_schema())


def test_a_source_of_ones_own_is_of_the_value_it_was_said_of() -> None:
    mine = replace(
        Scenario(), {"world.city.residents": 420_000, "sources": [{"path": "world.city.residents", "source": "yearbook"}]}
    )
    assert told(mine, "world.city.residents") == (420_000, "yearbook", None)
    other = replace(mine, {"world.city.residents": 500_000})
    assert told(other, "world.city.residents") == (500_000, "assumption", None)
    assert told(replace(other, {"world.city.residents": 420_000}), "world.city.residents")[1] == "yearbook"
    assert told(replace(other, {"world.city.residents.source": "plan"}), "world.city.residents")[1] == "plan"
    grouped = replace(Scenario(), {"sources": [{"path": "world.city", "source": "census"}]})
    changed = replace(grouped, {CITY: 9})
    assert (told(changed, CITY)[1], told(changed, "world.city.residents")[1]) == ("assumption", "census")


def test_a_range_of_ones_own_stays_and_a_value_outside_it_is_refused() -> None:
    mine = replace(Scenario(), {CITY: {"value": 12, "swept": (10, 14)}})
    assert told(replace(mine, {CITY: 11}), CITY) == (11, "assumption", (10.0, 14.0))
    for wrong in ({CITY: 20}, {f"{CITY}.swept": (13, 15)}, {CITY: {"value": 3, "swept": (10, 14)}}):
        with pytest.raises(ScenarioError, match=r"n_districts = \d+ is impossible: it must be in its own range, 1\d to 1\d"):
            replace(mine, wrong)
    assert told(replace(mine, {f"{CITY}.fixed": True}), CITY)[2] is None


def test_a_range_that_a_preset_has_too_counts_when_its_author_says_it_of_their_value() -> None:
    path, swept = "world.domains.elder_care.unit_cost", (60.0, 105.0)
    preset = load_scenario("suzhou-high-tech")
    assert told(preset, path)[2] == swept
    assert told(replace(preset, {path: 90.0}), path)[2] is None
    assert told(replace(preset, {path: {"value": 90.0, "source": "assumption", "swept": swept}}), path)[2] == swept


def test_what_is_said_of_a_group_does_not_make_its_fixed_parameters_uncertain() -> None:
    noted = replace(load_scenario("textbook"), {"world.purchasers.integrity.source": "by construction"})
    assert told(noted, "world.purchasers.integrity") == (1.0, "by construction", None)


def test_what_a_further_policy_sets_is_a_choice_and_nothing_draws_it() -> None:
    for r in parameters(load_scenario("jiangxi-nanchang")):
        if r.path.startswith("policies."):
            assert (r.source, r.swept) == ("policy choice", None)


def test_a_number_that_differs_from_the_models_has_no_evidence_of_the_models() -> None:
    """A preset that sets a number without a source of its own has none: not that of the place the default is from."""
    for preset in preset_names():
        scenario = load_scenario(preset)
        said = tuple(f"{s.path}." for s in scenario.sources)
        bare = [r for r in parameters(scenario) if r.changed and r.value is not None and not f"{r.path}.".startswith(said)]
        assert [r.path for r in bare if any(mark in r.source for mark in MARKS if mark != "convention")] == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({CITY: {"value": 12, "range": (10, 14)}}, "unknown key in 'world.city.n_districts': 'range'"),
        ({f"{CITY}.sorce": "yearbook"}, "did you mean 'source'"),
        ({f"{CITY}.swept": (5, 5000)}, "each a whole number from 1 to 2"),
        ({f"{CITY}.swept": (14, 10)}, "two rising ends"),
        ({"world.city.start.swept": (1, 2)}, "swept of world.city.start"),
        ({"title.source": "yearbook"}, "goes beyond a single value"),
    ],
)
def test_what_cannot_be_said_is_one_line(values: dict[str, Any], message: str) -> None:
    with pytest.raises((ScenarioError, UnknownNameError), match=message) as refusal:
        replace(Scenario(), values)
    assert "\n" not in str(refusal.value)


def test_another_name_takes_the_presets_title_and_notes_away() -> None:
    preset = load_scenario("suzhou-high-tech")
    mine = replace(preset, {"name": "my-city"})
    assert (mine.title, mine.title_zh, mine.notes) == ("", "", "")
    assert replace(preset, {"name": "my-city", "title": "Mine"}).title == "Mine"
    assert replace(preset, {"months": 24}).title == preset.title
