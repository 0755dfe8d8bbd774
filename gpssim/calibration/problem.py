"""What a calibration looks for: target moments with their errors, over a unit cube of parameters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gpssim.calibration.evaluations import Evaluations


@dataclass(frozen=True)
class Problem:
    """Targets, and a simulator of their moments.

    Parameters
    ----------
    value, standard_error : of the targets, shape ``(m,)``, standard errors above 0.
    fitted : which of them are fitted, bool ``(m,)``; the others are held out.
    free : names of the free parameters, one a dimension of the cube.
    replications : runs at each place, at least 2; their luck is the same at all places.
    one_history : the standard errors say how precisely one history was measured, and not how much luck was in it: the spread of
        simulated histories is added.
    seed : of places that are drawn.
    targets : names of the targets for messages; their numbers by default.
    """

    value: np.ndarray
    standard_error: np.ndarray
    fitted: np.ndarray
    free: tuple[str, ...]
    evaluations: Evaluations
    replications: int = 4
    one_history: bool = False
    seed: int = 1
    targets: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Of the targets."""
        return self.targets or tuple(f"{j + 1}" for j in range(len(self.value)))

    @property
    def k(self) -> int:
        """Number of free parameters."""
        return len(self.free)

    @cached_property
    def lucks(self) -> range:
        """The luck of each replication."""
        return range(self.replications)

    def runs(self, places: np.ndarray) -> np.ndarray:
        """Moments of every run, ``(n, replications, m)``."""
        return self.evaluations.at(np.atleast_2d(places), self.lucks)

    def moments(self, places: np.ndarray) -> np.ndarray:
        """Mean moments at places, ``(n, m)``; over the runs that have them, missing where none has."""
        return mean_over_runs(self.runs(places))

    def variance(self, spread: np.ndarray) -> np.ndarray:
        """Covariance of the differences between targets and simulated moments, ``(m, m)``.

        Parameters
        ----------
        spread : covariance of the moments of single runs, ``(m, m)``.
        """
        factor = 1.0 / self.replications + float(self.one_history)
        return np.diag(self.standard_error**2) + factor * spread

    def losses(self, moments: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """Weighted squares of the differences of fitted moments, ``(n,)``; infinite where one is missing.

        Parameters
        ----------
        moments, weights : ``(n, m)`` and ``(m,)``.
        """
        square = weights * (moments - self.value) ** 2
        total = square[:, self.fitted].sum(axis=1)
        return np.where(np.isfinite(total), total, np.inf)


def mean_over_runs(runs: np.ndarray) -> np.ndarray:
    """Mean over the second axis without what is missing; missing where nothing is there."""
    there = np.isfinite(runs)
    n = there.sum(axis=1)
    return np.where(n > 0, np.where(there, runs, 0.0).sum(axis=1) / np.maximum(n, 1), np.nan)


def spread_of(runs: np.ndarray) -> np.ndarray:
    """Covariance of the moments of single runs, pooled within places, ``(m, m)``.

    Parameters
    ----------
    runs : ``(n, replications, m)``; a pair of moments counts where a run has both.
    """
    off = runs - mean_over_runs(runs)[:, None, :]
    there = np.isfinite(off)
    kept = np.where(there, off, 0.0)
    pairs = np.einsum("nri,nrj->nij", there.astype(float), there.astype(float))
    freedom = np.maximum(pairs - 1.0, 0.0).sum(axis=0)
    products = np.einsum("nri,nrj->ij", kept, kept)
    return np.asarray(np.where(freedom > 0, products / np.maximum(freedom, 1.0), 0.0))
