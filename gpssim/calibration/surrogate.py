"""A quadratic through places nearby: what moments are there, smoothed over the kinks of single runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

SPARE: Final = 2
"""Places beyond the number of coefficients before a quadratic is trusted."""


@dataclass(frozen=True)
class Surrogate:
    """Moments as polynomials of the place.

    Parameters
    ----------
    center, radius : of the box whose places it went through; coordinates are scaled to it.
    coefficients : ``(terms, m)``.
    quadratic : whether squares and products are among the terms.
    """

    center: np.ndarray
    radius: float
    coefficients: np.ndarray
    quadratic: bool

    def __call__(self, places: np.ndarray) -> np.ndarray:
        """Moments at places ``(n, k)``, shape ``(n, m)``."""
        scaled = (np.atleast_2d(places) - self.center) / self.radius
        return np.asarray(terms(scaled, self.quadratic) @ self.coefficients)


def terms(x: np.ndarray, quadratic: bool) -> np.ndarray:
    """One, coordinates, and for a quadratic squares and products, ``(n, terms)``.

    >>> terms(np.array([[2.0, 3.0]]), True).tolist()
    [[1.0, 2.0, 3.0, 4.0, 6.0, 9.0]]
    """
    columns = [np.ones(len(x)), *x.T]
    if quadratic:
        columns += [x[:, i] * x[:, j] for i in range(x.shape[1]) for j in range(i, x.shape[1])]
    return np.column_stack(columns)


def n_terms(k: int, quadratic: bool) -> int:
    """Number of coefficients over ``k`` coordinates."""
    return 1 + k + (k * (k + 1) // 2 if quadratic else 0)


def fitted_surrogate(places: np.ndarray, moments: np.ndarray, center: np.ndarray, radius: float) -> Surrogate | None:
    """Least squares through places in a box; linear where there are few, nothing where there are too few even for that.

    Parameters
    ----------
    places, moments : ``(n, k)`` and ``(n, m)``, no moment missing.
    """
    k = places.shape[1]
    quadratic = len(places) >= n_terms(k, True) + SPARE
    if len(places) < n_terms(k, quadratic):
        return None
    design = terms((places - center) / radius, quadratic)
    coefficients = np.linalg.lstsq(design, moments, rcond=None)[0]
    return Surrogate(center, radius, coefficients, quadratic)
