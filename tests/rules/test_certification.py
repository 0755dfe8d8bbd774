"""Certificates, posted prices and renewal by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from gpssim.rules.posted_price import mean_quality_of_stayers, next_price, prices, stays
from scipy import stats

from gpssim.errors import GpssimError
from gpssim.rules.certification import certifies, expected_pay, level_that_deters, net_pay, share_that_pools
from gpssim.rules.renewal import renewed


def test_levels_and_who_takes_them() -> None:
    level = level_that_deters(10.0, 6.0, 1.0)
    assert level == pytest.approx(4.0)
    assert net_pay(10.0, level, 2.0) == pytest.approx(8.0)
    assert certifies(10.0, 6.0, level, 2.0)
    assert not certifies(10.0, 6.0, level * 1.001, 1.0)
    assert expected_pay(0.4, 10.0, 6.0) == pytest.approx(7.6)
    assert share_that_pools(10.0, 6.0, level, 2.0) == pytest.approx(0.5)
    assert level_that_deters(6.0, 6.0, 1.0) == 0.0
    assert share_that_pools(10.0, 6.0, 8.0, 2.0) == 0.0


def test_impossible_certificates() -> None:
    with pytest.raises(GpssimError, match="at least the pay of the others, 6"):
        level_that_deters(5.0, 6.0, 1.0)
    with pytest.raises(GpssimError, match="a number above 0"):
        level_that_deters(7.0, 6.0, 0.0)


def test_posted_prices() -> None:
    law = stats.uniform(1.0, 1.0)
    assert stays(np.array([1.0, 1.5, 1.6]), 1.5).tolist() == [True, True, False]
    assert mean_quality_of_stayers(law, 1.5) == pytest.approx(1.25)
    assert mean_quality_of_stayers(law, 9.0) == pytest.approx(1.5)
    assert mean_quality_of_stayers(law, 0.5) == 1.0
    assert next_price(law, 1.3, 1.95) == pytest.approx(1.9175)
    assert list(prices(law, 1.3))[-1] == pytest.approx(1.3 / 0.7)
    square = stats.beta(2.0, 1.0)  # density 2 q on [0, 1]
    assert mean_quality_of_stayers(square, 0.5) == pytest.approx(1.0 / 3.0)


def test_renewal() -> None:
    assert renewed(np.array([2.0, 1.0, 0.0]), np.array([4, 4, 0]), 0.4).tolist() == [True, False, True]
    assert not renewed(0.0, 1, math.inf)
    assert renewed(-15.0, 1, -20.0)
