"""Needs: they arise at a rate and end at a rate."""

from __future__ import annotations

import numpy as np


def ending_probability(duration: float) -> float:
    """Monthly probability that a need of mean ``duration`` (months, >= 1) ends: 1 / duration.

    Source: geometric durations, assumption.
    """
    return 1.0 / duration


def onset_probability(prevalence: float, duration: float) -> float:
    """Monthly probability that a need arises, so that a share ``prevalence`` in [0, 1) is in need in the steady state.

    Stock and flow balance: p (1 - s) = s / L. Source: arithmetic of a two-state chain.
    """
    return min(1.0, prevalence / ((1.0 - prevalence) * duration))


def grown(rate: np.ndarray | float, growth: float, months: int) -> np.ndarray:
    """Monthly rates after ``months`` of yearly ``growth``; not below 0, not above 1."""
    return np.clip(rate * (1.0 + growth) ** (months / 12.0), 0.0, 1.0)
