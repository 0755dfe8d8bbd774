"""Boxes against examples worked by hand, and planted ones among dimensions that do nothing."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from gpssim.analysis.discovery.prim import Box, everything, pasted, peeled, quasi_p, trimmed
from gpssim.streams import Luck

LUCK = Luck.of(3, 0)
TWENTY = np.arange(1.0, 21.0)[:, None]


def uniform(n: int, k: int, purpose: str = "points") -> np.ndarray:
    return LUCK.uniforms(purpose, np.arange(n)[:, None], np.arange(k)[None, :])


def test_peeling_takes_one_of_twenty_from_the_side_that_loses() -> None:
    y = TWENTY[:, 0] > 16
    boxes = peeled(TWENTY, y, part=0.05, least=0.05)
    assert boxes[0].limits() == []
    assert boxes[1].low[0] == 1.5
    assert boxes[-1].low[0] == 16.5
    assert np.isinf(boxes[-1].high[0])
    assert len(boxes) == 17
    assert [int(box.holds(TWENTY).sum()) for box in boxes] == list(range(20, 3, -1))


def test_many_points_of_one_value_go_together_and_gain_is_counted_by_the_point() -> None:
    x = np.array([[0.0, 1], [0, 2], [0, 3], [0, 4], [1, 5], [1, 6], [1, 7], [1, 8]])
    y = np.array([0, 0, 0, 0, 1, 1, 1, 1], dtype=bool)
    second = peeled(x, y, part=0.125)[1]
    # without the first column's zeros the density rises by 1/2 over four points, 1/8 each; without the second's lowest by 1/14
    assert second.low.tolist() == [0.5, -np.inf]


def test_no_box_is_smaller_than_the_least_mass() -> None:
    y = TWENTY[:, 0] > 19
    assert int(peeled(TWENTY, y, least=0.25)[-1].holds(TWENTY).sum()) == 5


def test_pasting_brings_back_what_was_peeled_too_much() -> None:
    y = TWENTY[:, 0] > 10
    box = pasted(TWENTY, y, Box(np.array([14.5]), np.array([18.5])), part=0.25)
    assert box.low[0] == 10.5
    assert np.isinf(box.high[0])
    kept = pasted(TWENTY, y, Box(np.array([10.5]), np.array([np.inf])))
    assert kept.low[0] == 10.5


def test_a_quasi_p_value_by_hand() -> None:
    y = TWENTY[:, 0] > 10
    box = Box(np.array([15.5]), np.array([np.inf]))
    assert quasi_p(TWENTY, y, box, 0, "low") == pytest.approx(0.5**5)
    x = np.column_stack([TWENTY[:, 0], np.arange(20) % 2])
    both = Box(np.array([10.5, 0.5]), np.array([np.inf, np.inf]))
    assert quasi_p(x, y, both, 1, "low") == pytest.approx(1.0)
    assert quasi_p(x, y, both, 0, "low") == pytest.approx(stats.binom.sf(4, 5, 0.5))
    assert trimmed(x, y, both).limits() == [(0, "low")]
    assert trimmed(x, y, both, most=0.0005).limits() == []


def test_a_planted_box_is_found_and_nothing_else() -> None:
    x = uniform(400, 8)
    y = (x[:, 2] > 0.6) & (x[:, 5] < 0.5)
    boxes = peeled(x, y)
    box = trimmed(x, y, pasted(x, y, boxes[-1]))
    assert set(box.limits()) == {(2, "low"), (5, "high")}
    assert box.low[2] == pytest.approx(0.6, abs=0.03)
    assert box.high[5] == pytest.approx(0.5, abs=0.02)
    assert y[box.holds(x)].all()
    assert box.holds(x)[y].mean() > 0.95


def test_where_nothing_matters_hardly_a_limit_is_left() -> None:
    left = 0
    for place in range(20):
        x, y = uniform(200, 5, f"x {place}"), uniform(200, 1, f"y {place}")[:, 0] < 0.3
        left += len(trimmed(x, y, pasted(x, y, peeled(x, y)[3]), most=0.01).limits()) > 1
    assert left <= 4


def test_everything_holds_everything() -> None:
    assert everything(3).holds(uniform(10, 3)).all()
