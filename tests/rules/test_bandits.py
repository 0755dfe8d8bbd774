"""Indices: published numbers, one trial by hand, the ends, and the table of the normal against a finer grid."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import brentq

from gpssim.errors import GpssimError
from gpssim.rules.bandits import NormalArm, index, quality_bonus
from gpssim.theory.textbook.compliance_arm import BetaArm, compliance_index


@pytest.mark.parametrize(("kept", "broken", "expected"), [(1, 1, 0.7029), (2, 2, 0.6346), (3, 3, 0.6010)])
def test_published_indices(kept: float, broken: float, expected: float) -> None:
    assert compliance_index(kept, broken, 0.9) == pytest.approx(expected, abs=5e-5)


def test_without_a_future_there_is_no_bonus() -> None:
    assert compliance_index(2.0, 3.0, 0.0) == pytest.approx(0.4)
    assert quality_bonus(np.array([1.0]), 1.0, 0.0) == pytest.approx(0.0, abs=1e-12)


def test_one_trial_by_hand() -> None:
    """After a single trial the belief stays: Beta(1, 1) becomes 2/3 or 1/3; the normal's next mean has variance P^2 / (1 + P)."""
    discount = 0.8
    # sure reward s between 1/3 and 2/3: s = (1 - d) / 2 + d (2/3 + s) / 2
    assert index(BetaArm(1.0, 1.0), discount, 1) == pytest.approx((0.1 + 0.8 / 3) / 0.6)
    sd = 2.0 / np.sqrt(3.0)
    by_hand = brentq(lambda s: discount * (sd * stats.norm.pdf(s / sd) + s * stats.norm.cdf(s / sd)) - s, 0.0, 5.0)
    assert index(NormalArm(2.0), discount, 1) == pytest.approx(by_hand, rel=2e-3)


def test_trying_is_worth_more_to_the_patient_and_the_uncertain() -> None:
    patient = [compliance_index(1.0, 1.0, d) for d in (0.0, 0.5, 0.9, 0.99)]
    assert patient == sorted(patient)
    bonus = quality_bonus(np.array([0.0, 0.001, 0.003, 0.004, 0.01, 0.1, 1.0, 4.0]), 0.5, 0.9)
    assert bonus[0] == 0.0
    assert (np.diff(bonus) > 0.0).all()


def test_the_normal_table_is_close_to_a_finer_grid() -> None:
    fine = index(NormalArm(1.0, 301), 0.9, 80)
    assert float(quality_bonus(np.array([0.25]), 0.5, 0.9)[0]) == pytest.approx(0.5 * fine, rel=0.03)


@pytest.mark.parametrize("discount", [-0.1, 1.0, float("nan")])
def test_impossible_discounts(discount: float) -> None:
    with pytest.raises(GpssimError, match="at least 0 and below 1"):
        index(BetaArm(1.0, 1.0), discount)
