"""Many tests at once: p-values raised so that a false finding among all of them stays as rare as one was."""

from __future__ import annotations

import numpy as np


def holm(p: np.ndarray) -> np.ndarray:
    """Holm's adjusted p-values.

    Parameters
    ----------
    p : two-sided p-values of one family, shape (n,), in [0, 1]; missing ones are no tests and stay missing.

    Returns
    -------
    Shape (n,): what is below 0.05 may be rejected with a chance of at most 5 % of a false rejection anywhere in the family,
    whatever depends on what.

    *Source:* Holm 1979, Scandinavian Journal of Statistics 6, 65-70.

    >>> holm(np.array([0.01, 0.04, 0.03, float("nan")])).round(6).tolist()
    [0.03, 0.06, 0.06, nan]
    """
    adjusted = np.full(len(p), np.nan)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known], kind="stable")]
    raised = np.maximum.accumulate(p[order] * np.arange(len(order), 0, -1))
    adjusted[order] = np.minimum(raised, 1.0)
    return adjusted
