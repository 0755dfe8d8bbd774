"""Distributions of what is uncertain, by their quantiles: a file could hold any, a study holds numbers, and all are bounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from gpssim.scenario.sampling import spread


class Settings(NamedTuple):
    """Numbers of a distribution; NaN where it has none."""

    low: float
    high: float
    mode: float
    mean: float
    sd: float


Quantiles = Callable[[Settings, np.ndarray], np.ndarray]


def _around(v: Settings, u: np.ndarray) -> np.ndarray:
    """Half of the values on either side of the middle, evenly: ranges from half to double of a value are centered on it."""
    return spread(u, v.low, v.mode, v.high)


def _uniform(v: Settings, u: np.ndarray) -> np.ndarray:
    return np.asarray(v.low + u * (v.high - v.low))


def _loguniform(v: Settings, u: np.ndarray) -> np.ndarray:
    return np.asarray(v.low * np.exp(u * np.log(v.high / v.low)))


def _normal(v: Settings, u: np.ndarray) -> np.ndarray:
    from scipy.special import ndtr, ndtri

    low, high = ndtr((v.low - v.mean) / v.sd), ndtr((v.high - v.mean) / v.sd)
    return np.asarray(v.mean + v.sd * ndtri(low + u * (high - low)))


def _lognormal(v: Settings, u: np.ndarray) -> np.ndarray:
    from scipy.special import ndtr, ndtri

    middle = np.log(v.mean)
    low, high = (ndtr((np.log(max(end, np.finfo(float).tiny)) - middle) / v.sd) for end in (v.low, v.high))
    return np.asarray(np.exp(middle + v.sd * ndtri(low + u * (high - low))))


def _triangular(v: Settings, u: np.ndarray) -> np.ndarray:
    wide, mode = v.high - v.low, v.mode
    turn = (mode - v.low) / wide
    below = v.low + np.sqrt(u * wide * (mode - v.low))
    above = v.high - np.sqrt((1.0 - u) * wide * (v.high - mode))
    return np.where(u < turn, below, above)


DISTRIBUTIONS: Final[dict[str, tuple[Quantiles, tuple[str, ...]]]] = {
    "around": (_around, ("low", "high")),
    "uniform": (_uniform, ("low", "high")),
    "loguniform": (_loguniform, ("low", "high")),
    "normal": (_normal, ("low", "high", "mean", "sd")),
    "lognormal": (_lognormal, ("low", "high", "mean", "sd")),
    "triangular": (_triangular, ("low", "high", "mode")),
}
"""Quantile function of each distribution of numbers, and which settings it needs. ``mean`` of the lognormal is its median (the
exponential of the mean of the logarithm), ``sd`` the standard deviation of the logarithm; ``normal`` and ``lognormal`` are cut off
at ``low`` and ``high``."""
VALUES: Final = "values"
"""The distribution of a variable whose values are listed: each alike in chance, in their order."""
NAMES: Final = (*DISTRIBUTIONS, VALUES)


def quantiles(distribution: str, settings: Settings, places: np.ndarray) -> np.ndarray:
    """The values of a distribution of numbers at places from 0 to 1, never outside its range."""
    found = DISTRIBUTIONS[distribution][0](settings, np.asarray(places, dtype=float))
    return np.clip(found, settings.low, settings.high)
