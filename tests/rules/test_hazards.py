"""Walking away, what its chance costs, cutting cost."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.hazards import break_even_burden, cost_cutting, cutting_strain, defaults


def test_who_walks_away() -> None:
    margins = np.array([50.0, 10.0, 10.0, 10.0])
    losses, liable = np.array([100.0, 100.0, 30.0, 30.0]), np.array([60.0, 60.0, 10.0, 20.0])
    assert defaults(margins, losses, liable).tolist() == [False, True, True, False]


def test_the_burden_of_a_shock_is_the_cheaper_of_bearing_it_and_walking_away() -> None:
    assert break_even_burden(0.2, 10.0, 4.0) == pytest.approx(1.0)
    assert break_even_burden(0.2, 10.0, 40.0) == pytest.approx(2.0)
    assert break_even_burden(0.0, 10.0, 4.0) == 0.0
    assert break_even_burden(1.0, 10.0, 4.0) == 10.0


def test_cutting_cost_answers_what_is_kept() -> None:
    kept = np.array([1.0, 0.5, 0.0])
    effort = cost_cutting(0.2, kept)
    assert effort == pytest.approx([0.2, 0.1, 0.0])
    assert cutting_strain(effort, 0.2) == pytest.approx([0.1, 0.025, 0.0])
    assert cost_cutting(0.0, kept).tolist() == cutting_strain(effort, 0.0).tolist() == [0.0, 0.0, 0.0]
