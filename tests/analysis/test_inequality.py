"""Inequality and concentration against definitions and known values."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gpssim.analysis.concentration import herfindahl
from gpssim.analysis.equity import concentration_index, gini, theil
from gpssim.streams import Luck

X = Luck.of(3, 0).uniforms("x", np.arange(9))
W = 1 + 4 * Luck.of(3, 0).uniforms("w", np.arange(9))


def test_gini_is_the_mean_difference_over_twice_the_mean() -> None:
    p, mean = W / W.sum(), np.average(X, weights=W)
    pairs = (p[:, None] * p[None, :] * np.abs(X[:, None] - X[None, :])).sum()
    assert gini(X, W) == pytest.approx(pairs / (2 * mean))
    assert gini(np.array([0.0, 0.0, 0.0, 1.0])) == pytest.approx(0.75)


@pytest.mark.parametrize("measure", [gini, theil])
def test_inequality_measures_keep_their_axioms(measure: object) -> None:
    assert callable(measure)
    assert measure(np.full(5, 0.3)) == pytest.approx(0, abs=1e-15)
    assert measure(7 * X, W) == pytest.approx(measure(X, W))
    assert measure(X[::-1], W[::-1]) == pytest.approx(measure(X, W))
    assert measure(np.repeat(X, 2)) == pytest.approx(measure(X))
    poor, rich = int(X.argmin()), int(X.argmax())
    worse = X.copy()
    worse[poor], worse[rich] = X[poor] / 2, X[rich] + X[poor] / 2
    assert measure(worse) > measure(X)
    assert np.isnan(measure(np.zeros(4)))
    assert np.isnan(measure(np.array([])))
    assert measure(np.append(X, np.nan), np.append(W, 1.0)) == pytest.approx(measure(X, W))


def test_theil_of_one_who_has_all_is_the_log_of_their_number() -> None:
    assert theil(np.array([0.0, 0.0, 0.0, 1.0])) == pytest.approx(np.log(4))


def test_who_has_no_value_or_no_weight_is_left_out_with_its_rank() -> None:
    x, w, rank = np.append(X, [np.nan, 5.0]), np.append(W, [1.0, 0.0]), np.append(X, [-3.0, -4.0])
    assert concentration_index(x[::-1], rank[::-1], w[::-1]) == pytest.approx(gini(X, W))
    assert np.isnan(concentration_index(np.full(3, np.nan), np.arange(3)))


def test_the_concentration_index_is_the_gini_when_ranked_by_itself() -> None:
    assert concentration_index(X, X, W) == pytest.approx(gini(X, W))
    assert concentration_index(X, -X, W) == pytest.approx(-gini(X, W))
    assert concentration_index(X, np.zeros(9), W) == pytest.approx(0, abs=1e-15)


def test_herfindahl_by_market() -> None:
    amounts = pd.Series([3.0, 1.0, 5.0, 0.0])
    markets = pd.Series(["a", "a", "b", "c"], name="market")
    index = herfindahl(amounts, markets)
    assert index["a"] == pytest.approx(0.625)
    assert index["b"] == 1
    assert np.isnan(index["c"])
