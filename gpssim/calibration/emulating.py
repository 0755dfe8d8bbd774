"""An emulator of one moment: a Gaussian process through places where it was simulated, believed as far as it has shown."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any, Final

import numpy as np

from gpssim.errors import StudyError

LENGTHS: Final = (0.05, 20.0)
"""Shortest and longest way over which a moment may change, in sides of the box."""
SPARE: Final = 2
"""Places beyond the number of parameters from which on there is an emulator."""


@dataclass(frozen=True)
class Emulator:
    """Mean and variance of a moment anywhere in a box.

    Parameters
    ----------
    low, high : corners of the box, ``(k,)``.
    process : the fitted Gaussian process, over the box as a unit cube.
    swelling : by which its variance is multiplied, at least 1.
    """

    low: np.ndarray
    high: np.ndarray
    process: Any
    swelling: float

    def __call__(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Means and variances at places ``(n, k)``, each ``(n,)``."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a variance that rounding made negative is set to 0 and said
            mean, error = self.process.predict((places - self.low) / (self.high - self.low), return_std=True)
        return mean, self.swelling * error**2

    def checked(self, places: np.ndarray, moment: np.ndarray) -> Emulator:
        """The same, its variance swollen to its errors at places ``(n, k)`` that it did not know, where these are larger."""
        there = np.isfinite(moment)
        if not there.any():
            return self
        mean, variance = self(places[there])
        return replace(self, swelling=self.swelling * max(1.0, float(((moment[there] - mean) ** 2 / variance).mean())))


def need_sklearn() -> None:
    """Refuse where the library of Gaussian processes is missing.

    Raises
    ------
    StudyError : the line says what to install.
    """
    if find_spec("sklearn") is None:
        raise StudyError('history matching needs scikit-learn, which is not installed: pip install "gpssim[explore]"')


def emulated(places: np.ndarray, moment: np.ndarray, low: np.ndarray, high: np.ndarray) -> Emulator | None:
    """The emulator of a moment ``(n,)`` that was simulated at places ``(n, k)``; none where too few of them have it.

    Lengths, height and the part that is no function of the place (the kinks of single runs) are those of highest likelihood. Each
    place is told by the others, too: where these errors are larger than the variances say, all variances are swollen to them.
    """
    from scipy.linalg import cho_solve
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

    there, k = np.isfinite(moment), places.shape[1]
    if there.sum() < k + SPARE:
        return None
    kernel = ConstantKernel(1.0, (1e-3, 1e4)) * RBF(np.full(k, 0.5), LENGTHS) + WhiteKernel(1e-3, (1e-8, 2.0))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a length or height at an end of its range is no harm
        process = GaussianProcessRegressor(kernel, normalize_y=True).fit((places[there] - low) / (high - low), moment[there])
    precision = np.diag(cho_solve((process.L_, True), np.eye(int(there.sum()))))
    left_out = np.ravel(process.alpha_) ** 2 / precision  # square of the error of each over its variance, by all others
    return Emulator(low, high, process, max(1.0, float(left_out.mean())))
