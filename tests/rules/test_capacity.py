"""Capacity built and lost, size by chance: worked numbers and extremes."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.capacity import capacity_next, reinvested, size_next


def test_capacity_is_what_is_kept_and_what_is_built() -> None:
    assert float(capacity_next(2.0, 0.1, 0.5, 4.0, 0.5)) == pytest.approx(2.8)
    assert float(capacity_next(2.0, 1.0, 0.5, 0.0, 0.5)) == 0.0
    assert float(capacity_next(2.0, 0.0, 0.0, 9.0, 1.0)) == 2.0


def test_own_means_grow_with_capacity_surplus_and_share() -> None:
    assert float(reinvested(10.0, 0.3, 0.4)) == pytest.approx(1.2)
    assert float(reinvested(10.0, 0.3, 0.0)) == 0.0


def test_growth_is_in_proportion() -> None:
    assert size_next(np.array([1.0, 10.0]), 0.1, 0.2, 1.0).tolist() == pytest.approx([np.exp(0.3), 10.0 * np.exp(0.3)])
    assert float(size_next(7.0, 0.0, 0.0, 3.0)) == 7.0
