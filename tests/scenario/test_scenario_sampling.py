"""Uncertain worlds: valid, inside their ranges, one in each slice, and stable when a parameter is added."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpssim.errors import ScenarioError
from gpssim.scenario import Scenario, World, load_scenario, replace, sample_worlds, swept_parameters
from gpssim.scenario.leaves import elements, leaves
from gpssim.scenario.parameters import ParameterRow


def numbers(world: World) -> dict[str, float]:
    """All numbers of a world by path."""
    return {path: value for leaf in leaves(world, "world") for path, value in elements(leaf).items()}


@settings(max_examples=15, deadline=None)
@given(n=st.integers(1, 12), seed=st.integers(0, 2**63))
def test_worlds_lie_inside_their_ranges_and_differ_in_nothing_else(n: int, seed: int) -> None:
    scenario = load_scenario("suzhou-high-tech")
    swept = {row.path: row for row in swept_parameters(scenario)}
    own = numbers(scenario.world)
    for world in sample_worlds(scenario, n, seed):
        for path, value in numbers(world).items():
            row = swept.get(path)
            if row is None or row.swept is None:
                assert value == own[path], path
            else:
                assert row.swept[0] <= value <= row.swept[1], path
                assert type(value) is type(row.value)


def chance_below(row: ParameterRow, value: float) -> float:
    """Chance of a value below this one, by hand: half of it on either side of the scenario's own value, even on each."""
    assert row.swept is not None
    low, high = row.swept
    if not low < row.value < high:
        return (value - low) / (high - low)
    if value < row.value:
        return 0.5 * (value - low) / (row.value - low)
    return 0.5 + 0.5 * (value - row.value) / (high - row.value)


def test_each_slice_of_each_range_is_met_once_and_the_own_value_is_the_median() -> None:
    scenario, n = load_scenario("suzhou-high-tech"), 20
    worlds = [numbers(world) for world in sample_worlds(scenario, n, 3)]
    for row in swept_parameters(scenario):
        assert row.swept is not None
        if isinstance(row.value, float):
            slices = sorted(int(chance_below(row, world[row.path]) * n) for world in worlds)
            assert slices == list(range(n)), row.path
            inside = row.swept[0] < row.value < row.swept[1]
            assert not inside or sum(world[row.path] < row.value for world in worlds) == n // 2, row.path


def test_whole_numbers_meet_both_ends() -> None:
    months = {world.purchasers.usable_month for world in sample_worlds(load_scenario("suzhou-high-tech"), 8, 0)}
    assert months == {2, 3}


def test_the_same_seed_gives_the_same_worlds_and_another_seed_others() -> None:
    scenario = load_scenario("suzhou-high-tech")
    assert sample_worlds(scenario, 3, 5) == sample_worlds(scenario, 3, 5) != sample_worlds(scenario, 3, 6)


def test_taking_one_parameter_out_leaves_the_worlds_as_they_were_in_all_others() -> None:
    scenario = Scenario()
    fixed = replace(scenario, {"sources": [{"path": "world.purchasers.integrity", "fixed": True}]})
    for before, after in zip(sample_worlds(scenario, 4, 1), sample_worlds(fixed, 4, 1), strict=True):
        assert replace(before, {"purchasers.integrity": 0.8}) == after


def test_parameters_are_drawn_apart_from_each_other() -> None:
    worlds = [numbers(world) for world in sample_worlds(Scenario(), 40, 2)]
    paths = ("world.purchasers.integrity", "world.purchasers.tie_density", "world.organizations.cost_sd")
    orders = [sorted(range(40), key=lambda i, path=path: worlds[i][path]) for path in paths]
    assert orders[0] != orders[1] != orders[2]
    ranges = {row.path: row.swept for row in swept_parameters(Scenario()) if row.swept}
    places = [[(w[p] - ranges[p][0]) / (ranges[p][1] - ranges[p][0]) * 40 % 1 for w in worlds] for p in paths]
    assert not set(map("{:.9f}".format, places[0])) & set(map("{:.9f}".format, places[1]))


@pytest.mark.parametrize(("name", "n"), [("suzhou-high-tech", 0), ("textbook", 2)])
def test_no_worlds_and_nothing_to_vary_are_refused(name: str, n: int) -> None:
    with pytest.raises(ScenarioError):
        sample_worlds(load_scenario(name), n, 1)
