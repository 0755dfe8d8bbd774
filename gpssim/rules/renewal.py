"""Whether a contract goes on, from what was seen of its work."""

from __future__ import annotations

import numpy as np


def renewed(signal_sum: np.ndarray | float, n_signals: np.ndarray | float, threshold: np.ndarray | float) -> np.ndarray:
    """Renewed if the mean of the signals seen (latent) lies above the threshold; where nothing was seen, renewed.

    Source: renewal by past performance as a cutoff (selection on a truncated normal).
    """
    n = np.asarray(n_signals, dtype=np.float64)
    mean = np.divide(signal_sum, n, out=np.full(np.broadcast(signal_sum, n).shape, np.inf), where=n > 0.0)
    return np.asarray(mean > threshold)
