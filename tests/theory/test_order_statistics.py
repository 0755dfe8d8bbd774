"""Expectations and variances of sorted draws against numbers from tables and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gpssim.errors import ScenarioError
from gpssim.theory.order_statistics import largest_normal, variance_of


@pytest.mark.parametrize(
    ("n", "expected"),
    [(1, 0.0), (2, 1 / math.sqrt(math.pi)), (3, 1.5 / math.sqrt(math.pi)), (4, 1.029375373003964), (5, 1.1629644736405196)],
)
def test_the_largest_of_some_normals(n: int, expected: float) -> None:
    assert largest_normal(n) == pytest.approx(expected, abs=1e-11)


@pytest.mark.parametrize("n", [0, -1, 1.5, True])
def test_no_number_of_draws(n: float) -> None:
    with pytest.raises(ScenarioError, match="it must be a whole number >= 1"):
        largest_normal(n)  # type: ignore[arg-type]  # what is refused


@pytest.mark.parametrize("n", [1, 2, 5, 12])
def test_the_mean_of_all_varies_by_one_over_n(n: int) -> None:
    assert variance_of(lambda values: values.mean(axis=1), n) == pytest.approx(1.0 / n, abs=1e-9)


def test_extremes_and_the_median() -> None:
    pi = math.pi
    assert variance_of(lambda values: values.max(axis=1), 2) == pytest.approx(1.0 - 1.0 / pi, abs=1e-9)
    assert variance_of(lambda values: np.median(values, axis=1), 3) == pytest.approx(1.0 - math.sqrt(3.0) / pi, abs=1e-9)
    middle = variance_of(lambda values: np.sort(values, axis=1)[:, 1:-1].mean(axis=1), 5)
    assert middle == pytest.approx(0.2270554104111294, abs=1e-7)
