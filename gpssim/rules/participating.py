"""Public participation, the hotline and the committees that hold meetings."""

from __future__ import annotations

import math

import numpy as np


def participation_next(
    participation: np.ndarray, inclination: np.ndarray, intensity: np.ndarray, response: float, rate: float
) -> np.ndarray:
    """Participation (n,) after a month: it moves at ``rate`` to inclination + response * intensity * (1 - inclination).

    All in [0, 1]; at intensity 0 it falls back to each citizen's own inclination. Source: rungs of participation that are offered
    (Arnstein 1969); linear adjustment assumed.

    >>> participation_next(np.array([0.2]), np.array([0.2]), np.array([1.0]), 0.5, 1.0).round(12).tolist()
    [0.6]
    """
    aim = inclination + response * intensity * (1.0 - inclination)
    return np.asarray(participation + rate * (aim - participation))


def sample_error(error: float, size: float) -> float:
    """Error of a survey with a sample ``size`` times the usual one (> 0): error / sqrt(size). Source: error of a mean."""
    return error / math.sqrt(size)


def users_share(weight: float, users: float) -> float:
    """Weight of users' judgment at acceptance: the usual one, and ``users`` of what is left of it."""
    return weight + users * (1.0 - weight)


def brings_inspection(complaints: np.ndarray, chance: float) -> np.ndarray:
    """Probability that at least one of some complaints, each with this chance, brings an inspection: 1 - (1 - chance) ** n.

    Source: fire-alarm oversight (McCubbins & Schwartz 1984).

    >>> brings_inspection(np.array([0, 1, 2]), 0.5).tolist()
    [0.0, 0.5, 0.75]
    """
    return np.asarray(1.0 - (1.0 - chance) ** np.asarray(complaints, dtype=np.float64))


def load_next(load: np.ndarray, usual: float, relief: float, covered: np.ndarray, rate: float) -> np.ndarray:
    """Administrative load of committees after a month, share of their time: it moves at ``rate`` to usual * (1 - relief * covered).

    ``covered`` in [0, 1] is the part of need that purchased services meet. Source: market rule D 21 (purchase relieves
    committees); linear form assumed.
    """
    return np.asarray(load + rate * (usual * (1.0 - relief * covered) - load))
