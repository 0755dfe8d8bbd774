"""Bootstrap intervals of a mean, for differences that are skewed or few: percentile, and bias-corrected and accelerated."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from scipy.special import ndtr, ndtri

from gpssim.analysis.bands import interval
from gpssim.analysis.domains import EVERYWHERE, Domain, cut
from gpssim.analysis.resampling import resampled
from gpssim.errors import impossible, unknown

Kind = Literal["t", "percentile", "bca"]
KINDS: Final = ("t", "percentile", "bca")
TIMES: Final = 2000
"""Resamples of an interval: its ends are known to about a twentieth of its half-width."""


def mean_interval(
    values: np.ndarray,
    kind: Kind = "bca",
    level: float = 0.95,
    domain: Domain = EVERYWHERE,
    times: int = TIMES,
) -> tuple[float, float]:
    """An interval for the mean of paired differences, or of anything else that is drawn independently.

    Parameters
    ----------
    values : shape (n,), in any unit; missing ones are left out.
    kind : ``t`` (Student), ``percentile`` or ``bca`` (bias-corrected and accelerated) of the bootstrap.
    level : confidence level, in (0, 1).
    domain : lowest and highest possible mean: the interval ends there.
    times : resamples.

    Returns
    -------
    Low and high; missing under two values. All three agree for many values without skew. With fewer than ten or so a bootstrap is
    too narrow, for it knows no more of the spread than the values show: take ``t``.

    Raises
    ------
    UnknownNameError, ScenarioError : no such kind, or a level outside (0, 1).

    *Source:* Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 13-14.
    """
    if kind not in KINDS:
        raise unknown("kind of interval", kind, KINDS)
    if not 0.0 < level < 1.0:
        raise impossible("level", level, "between 0 and 1")
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    if len(known) < 2:
        return np.nan, np.nan
    mean = float(known.mean())
    if kind == "t":
        low, high = interval(mean, float(known.std(ddof=1)), len(known), domain, level)
        return float(low), float(high)
    means = known[resampled(len(known), "mean of values", times)].mean(axis=1)
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    low, high = np.quantile(means, tails if kind == "percentile" else _corrected(known, means, tails))
    low, high = cut(low, high, mean, domain)
    return float(low), float(high)


def _corrected(values: np.ndarray, means: np.ndarray, tails: np.ndarray) -> np.ndarray:
    """Tails moved by the bias of the resamples and by the skew of what each value does to the mean; as they are without spread."""
    center, n = values.mean(), len(values)
    below = (np.count_nonzero(means < center) + 0.5 * np.count_nonzero(means == center)) / len(means)
    pull = values - center  # of the jackknife, up to a factor that cancels
    spread = float((pull**2).sum())
    if spread <= n * (1e-12 * abs(center)) ** 2 or not 0.0 < below < 1.0:
        return tails
    skew = float((pull**3).sum()) / (6.0 * spread**1.5)
    moved = ndtri(below) + ndtri(tails)
    return np.asarray(ndtr(ndtri(below) + moved / (1.0 - skew * moved)))
