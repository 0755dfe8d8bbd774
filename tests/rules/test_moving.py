"""Population: hazards that keep their yearly meaning, arrivals whose mean is the rate, drift."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gpssim.rules.moving import ageing_hazards, arrivals, drifted, monthly_part


def test_a_group_lasts_as_long_as_its_years() -> None:
    assert [1.0 / (12.0 * hazard) for hazard in ageing_hazards(1.0)] == pytest.approx([15.0, 45.0, 22.0])
    assert [1.0 / (12.0 * hazard) for hazard in ageing_hazards(3.0)] == pytest.approx([5.0, 15.0, 22.0 / 3.0])
    assert ageing_hazards(0.0) == (0.0, 0.0, 0.0)
    assert ageing_hazards(1e6) == (1.0, 1.0, 1.0)


def test_twelve_months_of_a_part_are_the_year() -> None:
    assert 1.0 - (1.0 - monthly_part(0.3)) ** 12 == pytest.approx(0.3)
    assert (monthly_part(0.0), monthly_part(-0.2), monthly_part(1.0), monthly_part(1.5)) == (0.0, 0.0, 1.0, 1.0)


def test_arrivals_keep_their_mean_whatever_the_rate() -> None:
    uniforms = (np.arange(1000) + 0.5) / 1000.0
    for yearly in (0.05, 0.24, 1.3):
        came = [arrivals(100, yearly, float(u)) for u in uniforms]
        assert np.mean(came) == pytest.approx(100.0 * yearly / 12.0, abs=1e-3)
        assert max(came) - min(came) <= 1
    assert arrivals(100, -0.5, 0.9) == arrivals(0, 0.5, 0.9) == 0


def test_a_rate_walks_in_logs_and_stays_a_chance() -> None:
    assert drifted(0.02, math.log(2.0)) == pytest.approx(0.04)
    assert drifted(0.02, -math.log(2.0)) == pytest.approx(0.01)
    assert drifted(0.02, 0.0) == 0.02
    assert drifted(0.9, 1.0) == 1.0
