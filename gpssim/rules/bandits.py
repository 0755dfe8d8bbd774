"""What trying something unproven is worth: the Gittins index of anything that is learned about in steps, by one solver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, log
from typing import Final, Protocol

import numpy as np
from scipy.special import ndtr

from gpssim.errors import impossible

TOLERANCE: Final = 1e-10
"""Discounted weight of what lies beyond the last layer, where learning is taken to end."""
MOST_LAYERS: Final = 4_000


class Arm(Protocol):
    """Something that is tried and learned about: states in layers, one layer a trial; layer 0 has one state."""

    @property
    def best(self) -> float:
        """No index is above this reward."""

    def reward(self, layer: int) -> np.ndarray:
        """Expected reward of a trial in each state of a layer."""

    def onward(self, layer: int, value: np.ndarray) -> np.ndarray:
        """Expected value, in each state of a layer, of being in the next one with these values of its states."""


@dataclass(frozen=True, slots=True)
class NormalArm:
    """A provider of unknown quality, normal with mean 0 and this variance, seen through signals with noise of variance 1.

    States are posterior means on a grid; between its points values are interpolated.
    """

    variance: float
    n_points: int = 201

    @property
    def best(self) -> float:
        return float(6.0 * np.sqrt(self.variance))

    def reward(self, layer: int) -> np.ndarray:
        return np.linspace(-self.best, self.best, self.n_points) if layer else np.zeros(1)

    def onward(self, layer: int, value: np.ndarray) -> np.ndarray:
        return np.asarray(_next_means(self, layer) @ value)


@lru_cache(maxsize=128)
def _next_means(arm: NormalArm, layer: int) -> np.ndarray:
    """Expected weight of each grid point in the next posterior mean, from each of this layer's; between points by their distances.

    Exact for values that are straight between points: expected excesses over the points, and their second differences.
    """
    left = arm.variance / (1.0 + layer * arm.variance)
    points, step, sd = arm.reward(1), 2.0 * arm.best / (arm.n_points - 1), left / np.sqrt(1.0 + left)
    z = (arm.reward(layer)[:, None] - points[None, :]) / sd
    excess = sd * (z * ndtr(z) + np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi))
    above = np.diff(excess, axis=1) / step  # minus the weight beyond each pair of points
    ends = np.ones((len(z), 1)), np.zeros((len(z), 1))
    return np.asarray(np.diff(np.concatenate((-ends[0], above, ends[1]), axis=1), axis=1))


def layers_needed(discount: float) -> int:
    """Trials after which what is left weighs less than the tolerance."""
    return 1 if discount <= 0.0 else min(MOST_LAYERS, ceil(log(TOLERANCE) / log(discount)))


def index(arm: Arm, discount: float, n_layers: int | None = None) -> float:
    """The sure reward a trial that is as good as this arm: trying it while it pays, and taking the sure reward afterwards.

    Solved by calibration: for each sure reward, the stopping problem is gone through backwards, layer by layer; the index is the
    reward that makes going on and stopping equal. ``discount`` in [0, 1) a trial. Source: Gittins 1979.

    Raises
    ------
    ScenarioError : a discount outside [0, 1).
    """
    from scipy.optimize import brentq  # many modules, which most runs do without

    if not 0.0 <= discount < 1.0:
        raise impossible("discount", discount, "at least 0 and below 1")
    n = layers_needed(discount) if n_layers is None else n_layers
    surplus = _surplus(arm, discount, n)
    low = float(arm.reward(0)[0])
    return low if surplus(low) <= 0.0 else float(brentq(surplus, low, arm.best, xtol=1e-13, rtol=1e-14))


def _surplus(arm: Arm, discount: float, n_layers: int) -> Callable[[float], float]:
    """Value of one more trial above that of the sure reward forever, by sure reward (all times 1 - discount)."""

    def surplus(sure: float) -> float:
        value = np.maximum(sure, arm.reward(n_layers))
        for layer in range(n_layers - 1, 0, -1):
            value = np.maximum(sure, (1.0 - discount) * arm.reward(layer) + discount * arm.onward(layer, value))
        first = (1.0 - discount) * arm.reward(0) + discount * arm.onward(0, value)
        return float(first[0]) - sure

    return surplus


_RATIOS: Final = np.geomspace(1e-2, 25.0, 10)
"""Variances of beliefs, in units of a signal's, at which the index of a normal quality is solved."""


@lru_cache
def _normal_table(discount: float) -> np.ndarray:
    return np.array([index(NormalArm(float(r)), discount, min(60, layers_needed(discount))) for r in _RATIOS])


def quality_bonus(variance: np.ndarray, noise_sd: float, discount: float) -> np.ndarray:
    """How far the Gittins index of a normal quality lies above its posterior mean, latent; from a table over the belief's variance.

    ``noise_sd`` > 0 is the error of what one contract tells. Accurate to about 2 %. Source: Gittins 1979.
    """
    ratio = np.asarray(variance, dtype=np.float64) / noise_sd**2
    table = np.maximum(_normal_table(discount), 1e-300)
    known = np.exp(np.interp(np.log(np.maximum(ratio, _RATIOS[0])), np.log(_RATIOS), np.log(table)))
    return np.asarray(noise_sd * known * np.minimum(1.0, ratio / _RATIOS[0]))
