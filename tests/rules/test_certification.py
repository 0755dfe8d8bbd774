"""Certificates and renewal by hand."""

from __future__ import annotations

import math

import numpy as np

from gpssim.rules.certification import certificate_cost, certifies, net_pay
from gpssim.rules.renewal import renewed


def test_a_certificate_costs_the_able_less() -> None:
    assert certificate_cost(4.0, 2.0) == 2.0
    assert net_pay(10.0, 4.0, 2.0) == 8.0
    assert certifies(10.0, 6.0, 4.0, 1.0)
    assert not certifies(10.0, 6.0, 4.001, 1.0)


def test_renewal() -> None:
    assert renewed(np.array([2.0, 1.0, 0.0]), np.array([4, 4, 0]), 0.4).tolist() == [True, False, True]
    assert not renewed(0.0, 1, math.inf)
    assert renewed(-15.0, 1, -20.0)
