"""Prices asked, who follows, and how talks end."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.rules.negotiating import follows, price_asked


def test_prices_fall_by_equal_steps() -> None:
    assert [price_asked(200.0, 0.1, k) for k in range(3)] == pytest.approx([200.0, 180.0, 160.0])


def test_a_price_equal_to_cost_is_accepted() -> None:
    assert follows(np.array([79.9, 80.0, 80.1]), 80.0).tolist() == [True, True, False]
