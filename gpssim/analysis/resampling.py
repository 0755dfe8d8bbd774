"""Resamples for bootstrap intervals, by keyed draws: the same seed gives the same interval, whatever was asked before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from gpssim.errors import impossible
from gpssim.streams import Luck

SEED: Final = 1
RESAMPLES: Final = 2000
"""Resamples of an interval: its ends are known to about a twentieth of its half-width (Davison & Hinkley 1997, ch. 5)."""
MOST_CELLS: Final = 2_000_000
"""Places drawn at a time, so that memory stays bounded however many there are."""


def resamples(n: int, times: int = RESAMPLES, seed: int = SEED, width: int = 1) -> Iterator[np.ndarray]:
    """Places drawn with replacement, in batches of resamples.

    Parameters
    ----------
    n : things drawn from, at least 1.
    times : resamples, at least 100.
    seed : integer >= 0.
    width : numbers that are taken for each place: the more, the smaller the batches.

    Yields
    ------
    Integer arrays ``(resamples, n)`` of places from 0 to n - 1; ``times`` rows in all.

    Raises
    ------
    ScenarioError : fewer than 100 resamples, or nothing to draw from.
    """
    if times < 100:
        raise impossible("resamples", times, "a whole number >= 100")
    if n < 1:
        raise impossible("the number of things to resample", n, "at least 1")
    luck, step = Luck.of(seed, 0), max(1, MOST_CELLS // (n * width))
    for first in range(0, times, step):
        rows = np.arange(first, min(first + step, times))[:, None]
        yield (luck.uniforms("analysis: resample", rows, np.arange(n)[None, :]) * n).astype(np.int64)
