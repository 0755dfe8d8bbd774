"""Independent reference for ``rules.bandits``: an arm whose indices are published, a provider that keeps a promise or breaks it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gpssim.errors import impossible
from gpssim.rules.bandits import index


@dataclass(frozen=True, slots=True)
class BetaArm:
    """A provider that keeps a promise with an unknown chance, Beta(a, b) distributed: the reward of a kept promise is 1."""

    kept: float
    broken: float

    @property
    def best(self) -> float:
        return 1.0

    def reward(self, layer: int) -> np.ndarray:
        return np.asarray((self.kept + np.arange(layer + 1)) / (self.kept + self.broken + layer))

    def onward(self, layer: int, value: np.ndarray) -> np.ndarray:
        chance = self.reward(layer)
        return np.asarray(chance * value[1:] + (1.0 - chance) * value[:-1])


@lru_cache(maxsize=512)
def compliance_index(kept: float, broken: float, discount: float) -> float:
    """Gittins index of a provider with a Beta(kept, broken) belief about its compliance, both > 0; in (0, 1)."""
    if not (kept > 0.0 and broken > 0.0):
        raise impossible("kept, broken", (kept, broken), "numbers above 0")
    return index(BetaArm(kept, broken), discount)
