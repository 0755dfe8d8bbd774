"""Complaints: worked numbers, extremes, directions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from gpssim.rules.voice import complaint_inclination, complaint_probability, reporting_bias
from gpssim.theory.textbook.feedback import report_probability


def test_inclination_adds_up_to_a_probability() -> None:
    assert complaint_inclination(-4.5, 2.0, 1.5, 1.5) == 0.0
    assert complaint_probability(0.0) == 0.5


def test_extremes_never_and_always_complain() -> None:
    assert complaint_probability(-1e3) == 0.0
    assert complaint_probability(1e3) == 1.0


@pytest.mark.parametrize("more", [(0.1, 1.0, 0.5, 0.2), (-4.5, 1.1, 0.5, 0.2), (-4.5, 1.0, 0.6, 0.2), (-4.5, 1.0, 0.5, 0.3)])
def test_severity_shortfall_and_participation_raise_it(more: tuple[float, float, float, float]) -> None:
    usual = complaint_inclination(-4.5, 1.0, 0.5, 0.2)
    assert complaint_probability(complaint_inclination(*more)) > complaint_probability(usual)


@pytest.mark.parametrize(("below", "above"), [(0.6, 0.1), (0.1, 0.6), (1.0, 0.0)])
def test_what_is_reported_is_what_those_who_report_felt(below: float, above: float) -> None:
    means = np.array([-0.4, 0.0, 0.7])
    felt = means[:, None] + 0.5 * ndtri((np.arange(200_000) + 0.5) / 200_000)
    chance = report_probability(felt, 0.2, below, above)
    heard = (felt * chance).sum(axis=1) / chance.sum(axis=1)
    assert reporting_bias(means, 0.5, 0.2, below, above) == pytest.approx(heard - means, abs=1e-4)


def test_equal_reporting_or_equal_experience_tells_the_truth() -> None:
    means = np.array([-3.0, 0.2])
    assert reporting_bias(means, 0.5, 0.2, 0.3, 0.3).tolist() == [0.0, 0.0]
    assert reporting_bias(means, 0.0, 0.2, 0.6, 0.1).tolist() == [0.0, 0.0]
    assert reporting_bias(means, 0.5, 0.2, 0.0, 0.0).tolist() == [0.0, 0.0]
