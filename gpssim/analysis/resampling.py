"""Bootstrap samples that are the same whenever they are asked for."""

from __future__ import annotations

from typing import Final

import numpy as np

from gpssim.streams import Luck

TIMES: Final = 1000
MOST: Final = 4_000_000
"""Numbers that are held at once."""
WORD: Final = Luck.of(1, 0)


def resampled(n: int, purpose: str, times: int = TIMES) -> np.ndarray:
    """Rows drawn with replacement, integers from 0 to n - 1, shape ``(times, n)``; fewer times (200 at least) where n is large.

    Parameters
    ----------
    purpose : what is resampled; another purpose has other draws.
    """
    times = min(times, max(200, MOST // max(n, 1)))
    units = WORD.uniforms(f"bootstrap: {purpose}", np.arange(times * n))
    return np.asarray((units * n).astype(np.int64).reshape(times, n))


def percentile_interval(found: np.ndarray, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Percentiles over the first axis that leave out equal parts at both ends."""
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return low, high
