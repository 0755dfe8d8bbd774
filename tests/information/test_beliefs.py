"""Beliefs: worked numbers, neutral values, calibration."""

from __future__ import annotations

import numpy as np
import pytest

from gpssim.information.beliefs import complied, drifted, gain, kalman, precision, update
from gpssim.streams import Luck


def test_one_signal_by_hand() -> None:
    mean, variance = update(0.0, 1.0, 2.0, precision(1.0))
    assert (float(mean), float(variance)) == (1.0, 0.5)


def test_four_signals_at_once_are_four_signals_one_by_one() -> None:
    signals = [0.7, -0.2, 1.1, 0.4]
    at_once = update(0.0, 1.0, np.mean(signals), precision(2.0, 4))
    mean, variance = np.asarray(0.0), np.asarray(1.0)
    for signal in signals:
        mean, variance = update(mean, variance, signal, precision(2.0))
    assert float(mean) == pytest.approx(float(at_once[0])) == pytest.approx(0.25)
    assert float(variance) == pytest.approx(float(at_once[1])) == pytest.approx(0.5)


def test_disclosure_dilutes_others_signals() -> None:
    own, told, silent = (precision(1.0, 1.0, chi) for chi in (1.0, 0.5, 0.0))
    assert gain(1.0, own) > gain(1.0, told) > gain(1.0, silent) == 0.0


def test_no_information_leaves_the_belief_even_if_the_signal_is_missing() -> None:
    mean, variance = update(np.array([0.3, 0.3]), 1.0, np.array([np.nan, 1.0]), np.array([0.0, 1.0]))
    assert mean == pytest.approx([0.3, 0.65])
    assert variance == pytest.approx([1.0, 0.5])


def test_drift_ages_a_belief_and_the_filter_settles() -> None:
    assert drifted(0.5, 0.01, 12) == pytest.approx(0.62)
    variance = np.asarray(1.0)
    for _ in range(500):
        _, variance = kalman(0.0, variance, 0.0, 1.0, 0.1)
    assert float(variance) == pytest.approx((-0.1 + np.sqrt(0.1**2 + 4 * 0.1)) / 2)


def test_beliefs_are_calibrated() -> None:
    luck, rows = Luck.of(5, 0), np.arange(40_000)
    truth = 0.3 + 0.6 * luck.normals("truth", rows)
    mean, variance = update(0.3, 0.36, truth + 0.5 * luck.normals("signal", rows), precision(0.5))
    error = truth - mean
    assert abs(error.mean()) < 4 * np.sqrt(variance / rows.size)
    assert (error**2).mean() == pytest.approx(float(variance), rel=4 * np.sqrt(2 / rows.size))


def test_compliance_counts() -> None:
    assert complied(1.0, 2.0, 3.0, 1.0) == (4.0, 3.0)
