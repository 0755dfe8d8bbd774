"""Means, quantiles and concentration curves, worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gpssim.analysis.bands import lorenz, mean_band, quantile_fan, top_share


def test_the_interval_of_three_replications_by_hand() -> None:
    band = mean_band(pd.DataFrame({"policy": ["a"] * 3, "value": [1.0, 2.0, 6.0]}), ["policy"]).iloc[0]
    half = 4.302652729911275 * np.sqrt(7.0) / np.sqrt(3.0)  # t(2) at 97.5 %, variance (4 + 1 + 9) / 2
    assert band["mean"] == 3.0
    assert (band["low"], band["high"]) == pytest.approx((3.0 - half, 3.0 + half))
    assert band["n"] == 3


def test_one_replication_has_a_mean_and_no_interval() -> None:
    band = mean_band(pd.DataFrame({"policy": ["a", "b", "b"], "value": [2.0, np.nan, 5.0]}), ["policy"])
    assert band["mean"].tolist() == [2.0, 5.0]
    assert band["n"].tolist() == [1, 1]
    assert band[["low", "high"]].isna().all(axis=None)


def test_a_key_without_values_keeps_its_row() -> None:
    band = mean_band(pd.DataFrame({"policy": ["a", "a"], "value": [np.nan, np.nan]}), ["policy"])
    assert band["n"].tolist() == [0]
    assert band["mean"].isna().all()


def test_quantiles_are_taken_within_replications_and_then_averaged() -> None:
    frame = pd.DataFrame({"policy": "a", "replication": [0] * 3 + [1] * 3, "size": [0.0, 1.0, 2.0, 10.0, 20.0, 30.0]})
    fan = quantile_fan(frame, ["policy"], "size", (0.25, 0.5)).iloc[0]
    assert fan["p25"] == pytest.approx((0.5 + 15.0) / 2)
    assert fan["p50"] == pytest.approx((1.0 + 20.0) / 2)
    assert fan["n"] == 2


def test_lorenz_of_equal_shares_is_the_diagonal_and_of_one_owner_the_corner() -> None:
    grid = np.linspace(0, 1, 11)
    assert lorenz(np.full(7, 3.0), grid) == pytest.approx(grid)
    one = lorenz(np.array([0.0] * 9 + [5.0]), grid)
    assert one[:-1] == pytest.approx(0.0)
    assert one[-1] == 1.0


def test_lorenz_by_hand_and_in_any_order() -> None:
    assert lorenz(np.array([2.0, 1.0, 1.0]), np.array([0.0, 1 / 3, 2 / 3, 1.0])) == pytest.approx([0.0, 0.25, 0.5, 1.0])


def test_nothing_held_is_undefined() -> None:
    assert np.isnan(lorenz(np.zeros(3), np.array([0.0, 1.0]))).all()
    assert np.isnan(top_share(np.zeros(3), 5))


def test_the_share_of_the_two_largest() -> None:
    assert top_share(np.array([1.0, 4.0, 3.0, 2.0]), 2) == pytest.approx(0.7)
    assert top_share(np.array([1.0, 4.0]), 5) == 1.0
