"""What varies: values at places, by distribution, held to numbers worked by hand; nonsense is refused in a line."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from gpssim.designs import Variable, variables_of
from gpssim.errors import GpssimError, UnknownNameError
from gpssim.scenario import load_scenario, swept_parameters
from gpssim.scenario.sampling import draw
from gpssim.studies import Study
from gpssim.studies.points import resolved_variables

SUZHOU = load_scenario("suzhou-high-tech")
PLACES = np.array([0.0, 0.25, 0.5, 0.75, 1.0])


def variable(**said: Any) -> Variable:
    return Variable(**{"path": "world.city.residents", "low": 1.0, "high": 4.0, **said})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"distribution": "uniform"}, [1.0, 1.75, 2.5, 3.25, 4.0]),
        ({"distribution": "loguniform"}, [1.0, 2**0.5, 2.0, 8**0.5, 4.0]),
        ({"distribution": "around", "mode": 2.0}, [1.0, 1.5, 2.0, 3.0, 4.0]),
        ({"distribution": "triangular", "mode": 1.0}, [1.0, 4 - 3 * 0.75**0.5, 4 - 3 * 0.5**0.5, 2.5, 4.0]),
        ({"distribution": "values", "low": None, "high": None, "values": (5, 7)}, [5, 5, 7, 7, 7]),
        ({"distribution": "uniform", "whole": True}, [1, 2, 3, 4, 4]),
    ],
)
def test_values_are_quantiles(said: dict[str, Any], expected: list[float]) -> None:
    assert variable(**said).values_at(PLACES) == pytest.approx(expected, rel=1e-14)


def test_a_normal_is_cut_off_and_keeps_its_shape() -> None:
    places = np.linspace(0.001, 0.999, 999)
    found = np.array(variable(distribution="normal", mean=2.0, sd=1.0).values_at(places))
    between = stats.truncnorm((1 - 2) / 1, (4 - 2) / 1, loc=2, scale=1)
    assert found == pytest.approx(between.ppf(places), rel=1e-9)
    found = np.array(variable(distribution="lognormal", mean=2.0, sd=0.5).values_at(places))
    low, high = stats.norm.cdf((np.log([1.0, 4.0]) - np.log(2.0)) / 0.5)
    assert found == pytest.approx(np.exp(np.log(2.0) + 0.5 * stats.norm.ppf(low + places * (high - low))), rel=1e-9)


def test_whole_numbers_are_alike_in_chance_at_the_ends_too() -> None:
    found = variable(distribution="uniform", whole=True).values_at((np.arange(4000) + 0.5) / 4000)
    assert [found.count(k) for k in (1, 2, 3, 4)] == [1000] * 4


def test_levels_reach_both_ends() -> None:
    assert variable(distribution="uniform", levels=4).levels_of(3) == [1.0, 2.0, 3.0, 4.0]
    assert variable(distribution="uniform").levels_of(3) == [1.0, 2.5, 4.0]
    assert variable(distribution="uniform", whole=True, high=2.0).levels_of(5) == [1, 2]  # no level twice


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"distribution": "gauss"}, "unknown distribution of world.city.residents: 'gauss'"),
        ({"low": 5.0}, "world.city.residents.low = 5.0 is impossible: it must be below its high = 4.0"),
        ({"distribution": "uniform", "sd": 1.0}, "unknown setting of distribution uniform of world.city.residents: 'sd'"),
        ({"distribution": "normal", "mean": 1.0, "sd": 0.0}, "sd = 0.0 is impossible: it must be above 0"),
        ({"distribution": "loguniform", "low": 0.0}, "low = 0.0 is impossible: it must be above 0"),
        ({"distribution": "triangular", "mode": 9.0}, "mode = 9.0 is impossible: it must be from 1.0 to 4.0"),
        ({"values": (1, 1)}, "values = [1, 1] is impossible"),
        ({"values": (1, 2), "distribution": "uniform"}, "values are listed"),
        ({"distribution": "values"}, "values = [] is impossible"),
        ({"lowest": 1.0}, "lowest"),
    ],
)
def test_nonsense_is_refused(said: dict[str, Any], words: str) -> None:
    with pytest.raises(GpssimError) as refused:
        variable(**said)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_ranges_of_the_scenario_fill_what_is_left_out() -> None:
    rows = {row.path: row for row in swept_parameters(SUZHOU)}
    path = next(path for path, row in rows.items() if isinstance(row.value, float))
    (found,) = resolved_variables(SUZHOU, (), (), variables_of([path]))
    assert (found.low, found.high) == rows[path].swept
    assert (found.distribution, found.mode) == ("around", rows[path].value)


def test_a_column_is_what_sampled_worlds_draw() -> None:
    """The design latin_hypercube and ``worlds=`` are one sampler, whole numbers among the parameters."""
    paths = [row.path for row in swept_parameters(SUZHOU)]
    assert any(isinstance(row.value, int) for row in swept_parameters(SUZHOU))
    study = Study(SUZHOU, ["open_tender"], worlds=8, seed=4, uncertain=paths)
    usual = draw(swept_parameters(SUZHOU), 8, 4)
    assert [dict(point) for point in study.drawing.points] == usual


@pytest.mark.parametrize(
    ("uncertain", "words"),
    [
        (["world.city.residance"], "did you mean"),
        ([{"path": "open_tender.price_weight", "low": 0.1, "high": 7.0}], "7.0"),
        ([{"path": "open_tender.price_wait", "low": 0.1, "high": 0.7}], "did you mean"),
        ([{"path": "world.city.name"}], "unknown parameter in uncertain"),
        ([{"path": "world.law.rule_set", "low": 0.0, "high": 1.0}], "given by values"),
        ([{"path": "world.city.n_citizens"}], "has no tested range"),
        ([{"path": "world.city.n_citizens", "low": 100.5, "high": 200.0}], "from a whole number to a whole number"),
        ([{"path": "levers.monitoring", "low": 0.1, "high": 0.9}] * 2, "stands once"),
        ([], "uncertain = [] is impossible"),
        ([3], "uncertain = 3 is impossible"),
        ("levers.monitoring", "a list"),
        ([{"path": "levers.monitoring", "low": 0.1, "high": 0.9, "distribution": "normal"}], "needs mean and sd"),
    ],
)
def test_what_cannot_vary_is_refused_before_anything_runs(uncertain: Any, words: str) -> None:
    with pytest.raises(GpssimError) as refused:
        Study(SUZHOU, ["open_tender"], design="factorial", uncertain=uncertain)
    assert words in str(refused.value)


def test_a_misspelt_level_is_told_from_a_path() -> None:
    with pytest.raises(UnknownNameError, match="level of uncertainty"):
        Study(SUZHOU, ["open_tender"], worlds=2, uncertain=["worlds"])
