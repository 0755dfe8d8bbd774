"""Shares of worlds with their intervals."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import ndtri


def share_interval(n_true: Any, n: Any, level: float = 0.95) -> tuple[Any, Any]:
    """Wilson's interval of a share, which is right for few worlds and for shares near 0 and 1, too.

    Parameters
    ----------
    n_true, n : how many of how many; numbers or arrays of one shape. Missing where ``n`` is 0.
    level : confidence level, in (0, 1).

    *Source:* Wilson 1927, doi:10.1080/01621459.1927.10502953; Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286.

    >>> [round(float(end), 3) for end in share_interval(8, 10)]
    [0.49, 0.943]
    """
    z, n = float(ndtri((1 + level) / 2)), np.asarray(n, dtype=float)
    n = np.where(n > 0, n, np.nan)
    share = np.asarray(n_true, dtype=float) / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.maximum(middle - half, 0.0)[()], np.minimum(middle + half, 1.0)[()]
