"""A contract is renewed if the mean of the signals seen of it lies above a threshold; otherwise a fresh provider takes over.

Qualities and signals are drawn, the continuation rule decides.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.errors import GpssimError
from gpssim.rules.renewal import renewed
from gpssim.theory.evidence import Answer, Inputs, Setting, Simulated, quantity_unknown

MOST_BATCHES: Final = 100
QUANTITIES: Final = ("P_renew", "E_quality_renewed", "P_dismiss|good", "P_renew|bad", "E_quality_after_replacement_round")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """One prior, noise, number of signals and threshold; a good provider is one whose quality lies above the threshold."""
    prior, noise, k, threshold = float(inputs["s0"]), float(inputs["se"]), int(inputs["k"]), float(inputs["tau"])

    @lru_cache
    def batch(number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Quality, whether renewed, quality of the fresh provider that stands by."""
        luck, rows = setting.luck.at(number), np.arange(setting.n_draws)
        quality = prior * luck.normals("quality", rows)
        seen = np.zeros(rows.size)
        for month in range(k):
            seen += quality + noise * luck.normals("signal", rows, month)
        return quality, renewed(seen, float(k), threshold), prior * luck.normals("fresh", rows)

    def collected(quantity: str) -> np.ndarray:
        """Draws of a quantity that is conditional on quality or renewal, batch by batch until there are enough."""
        parts: list[np.ndarray] = []
        while sum(map(len, parts)) < setting.n_draws and len(parts) < MOST_BATCHES:
            parts.append(conditional(quantity, *batch(len(parts))[:2], threshold))
        if not sum(map(len, parts)):
            raise GpssimError(f"{quantity}: the condition never came true")
        return np.concatenate(parts)

    def answer(quantity: str, of: Inputs) -> Simulated:
        if quantity not in QUANTITIES:
            raise quantity_unknown(quantity, QUANTITIES)
        quality, kept, fresh = batch(0)
        if quantity == "P_renew":
            return Simulated(kept)
        if quantity == "E_quality_after_replacement_round":
            return Simulated(np.where(kept, quality, fresh))
        return Simulated(collected(quantity))

    return answer


def conditional(quantity: str, quality: np.ndarray, kept: np.ndarray, threshold: float) -> np.ndarray:
    """The draws of a batch in which the condition is true."""
    if quantity == "E_quality_renewed":
        return np.asarray(quality[kept])
    return np.asarray(~kept[quality > threshold] if quantity == "P_dismiss|good" else kept[quality <= threshold])
