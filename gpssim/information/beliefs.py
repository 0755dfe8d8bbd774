"""Beliefs about quality and about compliance: conjugate updates, arrays in and arrays out, nothing kept.

Every argument may be a number or an array of any shape; shapes broadcast.
"""

from __future__ import annotations

import numpy as np

Numbers = np.ndarray | float


def drifted(variance: Numbers, drift: Numbers, months: Numbers = 1.0) -> Numbers:
    """Variance (latent squared) of a belief after some months: old information loses value by ``drift`` >= 0 a month.

    Source: random-walk state of the Kalman filter (core model, eq. 9).
    """
    return variance + drift * months


def precision(noise_sd: Numbers, n_signals: Numbers = 1.0, disclosure: Numbers = 1.0) -> np.ndarray:
    """Precision of ``n_signals`` independent signals with standard deviation ``noise_sd`` > 0, latent units.

    ``disclosure`` in [0, 1] is the part that reaches the believer: 1 for signals of one's own, less for those of other
    purchasers; 1 for all of them pools m purchasers into precision 1/s0^2 + m k/s^2.
    Source: DeGroot 1970; market rule C 16 for disclosure.
    """
    return np.asarray(disclosure * n_signals / np.square(noise_sd))


def gain(variance: Numbers, signal_precision: Numbers) -> np.ndarray:
    """Kalman gain in [0, 1): the part of a surprise that moves the belief, P h / (1 + P h)."""
    weight = np.asarray(variance * signal_precision, dtype=np.float64)
    return weight / (1.0 + weight)


def update(mean: Numbers, variance: Numbers, signal: Numbers, signal_precision: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """Posterior mean and variance after a signal (or the mean of several) of the given precision.

    Precision 0 changes nothing, whatever the signal, NaN included. Source: core model, eq. (9): m + K (y - m), (1 - K) P.
    """
    moves = gain(variance, signal_precision)
    surprise = np.where(moves > 0.0, np.asarray(signal, dtype=np.float64) - mean, 0.0)
    return mean + moves * surprise, (1.0 - moves) * variance


def kalman(mean: Numbers, variance: Numbers, signal: Numbers, noise_sd: Numbers, drift: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """One month of the filter: the belief ages by ``drift``, then meets one signal with standard deviation ``noise_sd``."""
    return update(mean, drifted(variance, drift), signal, precision(noise_sd))


def complied(successes: Numbers, failures: Numbers, kept: Numbers, broken: Numbers) -> tuple[Numbers, Numbers]:
    """Beta belief about compliance after ``kept`` and ``broken`` promises: (a + kept, b + broken). Source: core model, eq. (9)."""
    return successes + kept, failures + broken


def compliance(kept: Numbers, broken: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of the chance of a kept promise under a Beta belief, ``kept`` and ``broken`` > 0. Source: DeGroot 1970."""
    n = np.asarray(kept + broken, dtype=np.float64)
    mean = np.asarray(kept / n)
    return mean, mean * (1.0 - mean) / (n + 1.0)
