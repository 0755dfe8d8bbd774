"""Rent and price of truthful second-price tenders by quadrature, against formulas and draws."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from gpssim.mechanisms.open_tender import OpenTender
from gpssim.streams import Luck
from gpssim.theory.textbook.rents import expected_rent

SECOND = OpenTender(rule="lowest_evaluated_price", payment="threshold", n_min=1)


@pytest.mark.parametrize("n", [1, 2, 5, 40])
def test_uniform_costs(n: int) -> None:
    rent, price = expected_rent(SECOND, stats.uniform(0.0, 1.0), n)
    assert rent == pytest.approx(1.0 / (n * (n + 1)), rel=1e-10)
    assert price == pytest.approx(2.0 / (n + 1), rel=1e-10)


def test_another_law_against_draws() -> None:
    law, n = stats.beta(2.0, 5.0, loc=1.0, scale=3.0), 4
    cost = np.sort(law.ppf(Luck.of(2, 1).uniforms("cost", np.arange(200_000)[:, None], np.arange(n))), axis=1)
    rent, price = expected_rent(SECOND, law, n)
    assert price == pytest.approx(cost[:, 1].mean(), abs=0.005)
    assert rent == pytest.approx((cost[:, 1] - cost[:, 0]).mean() / n, abs=0.002)
