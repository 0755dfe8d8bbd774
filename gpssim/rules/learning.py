"""Learning by doing and forgetting: cost falls with experience, experience fades where it is not used."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

Numbers = np.ndarray | float


@lru_cache(maxsize=64)
def exponent(progress_ratio: float) -> float:
    """Exponent b of the learning curve: minus log2 of the cost ratio after experience doubles, ``progress_ratio`` in (0, 1].

    Source: Wright 1936.

    >>> exponent(0.5)
    1.0
    """
    return float(np.log2(1.0 / progress_ratio))


def unit_cost(first: Numbers, experience: Numbers, learning_exponent: float) -> np.ndarray:
    """Cost of a unit with ``experience`` units done: c1 E^-b; less than one unit of experience counts as one.

    Source: Wright 1936; Argote & Epple 1990. Neutral: exponent 0.

    >>> unit_cost(100.0, np.array([0.0, 1.0, 2.0, 4.0]), exponent(0.8)).round(9).tolist()
    [100.0, 100.0, 80.0, 64.0]
    """
    return np.asarray(first * np.maximum(experience, 1.0) ** -learning_exponent)


def incumbent_cost(cost: Numbers, is_incumbent: np.ndarray, advantage: Numbers) -> np.ndarray:
    """Cost less the advantage of whoever does the work already (bool, same shape); it is lost with the line.

    Source: switching costs in procurement, as one step of experience that is forgotten on loss. Neutral: advantage 0.

    >>> incumbent_cost(np.array([80.0, 80.0]), np.array([True, False]), 5.0).tolist()
    [75.0, 80.0]
    """
    return np.asarray(np.asarray(cost) - advantage * np.asarray(is_incumbent))


def experience_next(experience: Numbers, retention: Numbers, flow: Numbers) -> np.ndarray:
    """Experience after a period: what is retained of the old (share in [0, 1]) plus the units done.

    Source: Benkard 2000 (organizational forgetting); core model, eq. (11).
    """
    return np.asarray(retention * np.asarray(experience) + flow)


def imitated(own: Numbers, example: Numbers, inertia: float) -> np.ndarray:
    """What an imitator does next: ``inertia`` in [0, 1] of what it did last, the rest of what it sees.

    Source: imitation of the successful (Vega-Redondo 1997; Schlag 1998); partial adjustment assumed. Neutral: inertia 1.

    >>> float(imitated(0.1, 0.2, 0.75))
    0.125
    """
    return np.asarray(inertia * np.asarray(own) + (1.0 - inertia) * np.asarray(example))
