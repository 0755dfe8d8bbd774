"""Renewal: a cutoff on the mean of what was seen."""

from __future__ import annotations

import numpy as np

from gpssim.rules.renewal import renewed


def test_the_mean_of_the_signals_decides_and_not_their_sum() -> None:
    kept = renewed(np.array([1.0, 1.0, -0.4, -0.6]), np.array([1.0, 4.0, 2.0, 2.0]), np.array([0.5, 0.5, -0.25, -0.25]))
    assert kept.tolist() == [True, False, True, False]
    assert renewed(1.0, 2.0, 0.5).tolist() is False  # exactly at the threshold is not above it


def test_who_was_not_looked_at_is_renewed() -> None:
    assert renewed(np.array([0.0, 0.0]), np.array([0.0, 0.5]), 3.0).tolist() == [True, False]
