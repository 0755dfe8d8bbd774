"""How many are struck off, and who."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.elimination import n_struck, struck


def test_the_mean_number_is_the_share() -> None:
    uniforms = (np.arange(1000) + 0.5) / 1000
    assert np.mean([n_struck(7, 0.25, u) for u in uniforms]) == pytest.approx(1.75)
    assert {n_struck(7, 0.25, u) for u in uniforms} == {1, 2}
    assert n_struck(8, 0.25, 0.999) == 2
    assert n_struck(5, 0.0, 0.0001) == n_struck(0, 0.9, 0.0001) == 0
    assert n_struck(3, 1.0, 0.5) == 3


def test_the_lowest_go_and_equals_by_lot() -> None:
    scores = np.array([0.5, -0.2, 0.1, -0.2])
    assert struck(scores, 1, np.array([0.1, 0.9, 0.1, 0.3])).tolist() == [3]
    assert struck(scores, 2, np.array([0.1, 0.9, 0.1, 0.3])).tolist() == [1, 3]
    assert struck(np.zeros(4), 2, np.array([0.9, 0.2, 0.8, 0.1])).tolist() == [1, 3]
    assert struck(scores, 0, np.zeros(4)).tolist() == []
