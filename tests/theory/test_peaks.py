"""Peaks of concave objectives inside and at the ends, thresholds of rising conditions."""

from __future__ import annotations

from math import inf, log, sqrt

import pytest

from gpssim.errors import ScenarioError
from gpssim.theory.peaks import maximizer, peak, slope, threshold


def test_a_quadratic_peaks_where_calculus_says() -> None:
    assert peak(lambda x: -((x - 3.7) ** 2)) == pytest.approx(3.7, abs=1e-12)
    assert peak(lambda x: -((x + 2e6) ** 2)) == pytest.approx(-2e6, rel=1e-12)
    assert peak(lambda x: -1e6 * (x - 1e-6) ** 2) == pytest.approx(1e-6, abs=1e-13)


def test_smooth_peaks_to_ten_digits() -> None:
    assert peak(lambda x: 2.0 * 0.03 * sqrt(x) - x, low=0.0) == pytest.approx(9e-4, rel=1e-10)
    assert peak(lambda x: log(x) + 2.0 * log(1.0 - x), 0.0, 1.0) == pytest.approx(1.0 / 3.0, abs=1e-10)
    assert peak(lambda x: log(-x) + x, high=0.0) == pytest.approx(-1.0, abs=1e-10)


@pytest.mark.parametrize(("slope", "end"), [(-1.0, 2.0), (1.0, 5.0)])
def test_an_end_is_a_peak(slope: float, end: float) -> None:
    assert peak(lambda x: slope * x - 1e-3 * x * x, 2.0, 5.0) == end
    assert peak(lambda x: -x, low=2.0) == 2.0
    assert peak(lambda x: x, high=5.0) == 5.0


def test_what_rises_without_end_and_an_empty_domain_are_refused() -> None:
    with pytest.raises(ScenarioError, match="rising without end"):
        peak(lambda x: x)
    with pytest.raises(ScenarioError, match="rising without end"):
        peak(lambda x: -x)
    with pytest.raises(ScenarioError, match="low"):
        peak(lambda x: -x * x, 1.0, 0.0)


def test_thresholds() -> None:
    assert threshold(lambda x: x * x - 2.0, 0.0, 4.0) == pytest.approx(sqrt(2.0), abs=1e-14)
    assert threshold(lambda x: 1.0 + x, 0.0, 4.0) == 0.0
    with pytest.raises(ScenarioError, match="negative up to"):
        threshold(lambda x: x - inf, 0.0, 4.0)


def test_a_slope_is_exact_for_a_fourth_power() -> None:
    assert slope(lambda x: x**4, 0.5, 0.01) == pytest.approx(0.5, abs=1e-12)


@pytest.mark.parametrize(("top", "value"), [(0.3, 0.3), (0.0, 0.0), (1.0, 1.0), (-2.0, 0.0), (3.0, 1.0)])
def test_the_top_of_a_hill_or_the_end_next_to_it(top: float, value: float) -> None:
    assert maximizer(lambda x: -((x - top) ** 2), 0.0, 1.0) == pytest.approx(value, abs=1e-10)
