"""Voice: who complains."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from gpssim.rules.applying import logistic


def complaint_inclination(base: float, severity: float, shortfall: float, participation: float) -> float:
    """Logit of complaining in a month of failure: base + severity * shortfall (latent, >= 0) + weighted participation.

    Source: exit, voice and loyalty (Hirschman 1970); logit form assumed.
    """
    return base + severity * shortfall + participation


def complaint_probability(inclination: float) -> float:
    """Probability of a complaint from its logit."""
    return logistic(inclination)


def reporting_bias(mean: np.ndarray, spread: float, threshold: float, below: float, above: float) -> np.ndarray:
    """By how much what clients report is on average above what they felt, if reporting depends on the side of a threshold.

    s (above - below) phi(z) / (below Phi(z) + above (1 - Phi(z))), z = (threshold - mean) / s, for normal experience; 0 if nobody
    reports or all feel the same.

    Parameters
    ----------
    mean, spread : of what clients feel, in the unit of the threshold; spread >= 0.
    below, above : probabilities of reporting, in [0, 1]; equal ones are neutral.

    Source: truncated normal means.

    >>> reporting_bias(np.array([0.0]), 1.0, 0.0, 1.0, 0.0).round(6).tolist()
    [-0.797885]
    """
    mean = np.asarray(mean, dtype=np.float64)
    if spread <= 0.0:
        return np.zeros_like(mean)
    z = (threshold - mean) / spread
    density = np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi)
    rate = below * ndtr(z) + above * ndtr(-z)
    return np.divide(spread * (above - below) * density, rate, out=np.zeros_like(mean), where=rate > 0.0)
