"""Independent reference for ``rules.voice``: who reports, client by client, of which the market keeps the mean over many."""

from __future__ import annotations

import numpy as np


def report_probability(satisfaction: np.ndarray, threshold: float, below: float, above: float) -> np.ndarray:
    """Probability that a client rates a service: ``below`` where satisfaction is under the threshold, else ``above``.

    Satisfaction and threshold in the same unit; probabilities in [0, 1], equal ones are neutral. Source: selective feedback, after
    exit, voice and loyalty (Hirschman 1970); step form assumed.

    >>> report_probability(np.array([-1.0, 0.0, 1.0]), 0.0, 0.6, 0.1).tolist()
    [0.6, 0.1, 0.1]
    """
    return np.where(np.asarray(satisfaction) < threshold, below, above)
