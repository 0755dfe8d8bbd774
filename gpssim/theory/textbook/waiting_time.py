"""Independent reference for ``rules.entry``: when a hazard that is drawn period by period strikes first."""

from __future__ import annotations

import numpy as np


def struck_in(hazard: float, uniforms: np.ndarray) -> np.ndarray:
    """Period (1, 2, ...) in which ``rules.entry.struck`` first takes an organization, by inverting the law of waiting times.

    ``hazard`` in (0, 1]. Source: geometric waiting time.
    """
    if hazard >= 1.0:
        return np.ones(np.shape(uniforms))
    return np.asarray(1.0 + np.floor(np.log(uniforms) / np.log1p(-hazard)))
