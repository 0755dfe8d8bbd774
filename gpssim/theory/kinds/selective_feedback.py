"""Citizens report what they experienced with a probability that depends on it: client by client, and by the market's own mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from gpssim.errors import impossible
from gpssim.rules.satisfaction import experienced
from gpssim.rules.voice import reporting_bias
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.textbook.feedback import report_probability

MOST: Final = 200
"""Blocks of citizens asked until enough have reported."""


@dataclass(frozen=True)
class _Reports:
    setting: Setting
    mean: float
    sd: float
    threshold: float
    below: float
    above: float

    def block(self, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Satisfaction of citizens, and which of them report."""
        rows = np.arange(self.setting.n_draws)
        normals = self.setting.luck.normals("experience", k, rows)
        felt = np.array([experienced(self.mean, self.sd, float(z)) for z in normals])
        chance = report_probability(felt, self.threshold, self.below, self.above)
        return felt, self.setting.luck.uniforms("report", k, rows) < chance

    @cached_property
    def reported(self) -> np.ndarray:
        """What at least as many citizens report as there are draws."""
        found: list[np.ndarray] = []
        for k in range(MOST):
            felt, reports = self.block(k)
            found.append(felt[reports])
            if sum(f.size for f in found) >= self.setting.n_draws:
                return np.concatenate(found)
        raise impossible("rL, rH", (self.below, self.above), "probabilities with which enough citizens report")

    def bias(self) -> float:
        """Mean of what is reported less the mean of what is felt, as purchasers in the market hear it."""
        return float(reporting_bias(np.array([self.mean]), self.sd, self.threshold, self.below, self.above)[0])


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Mean satisfaction, threshold and the two probabilities of reporting from the case."""
    numbers = [float(inputs[name]) for name in ("tau", "rL", "rH")]
    reports = _Reports(setting, float(inputs["mu"]), float(inputs.get("sd", 1.0)), *numbers)

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "response_rate":
            return Simulated(reports.block(0)[1].astype(np.float64))
        if quantity == "mean_reported":
            return Simulated(reports.reported)
        if quantity == "bias":
            return Solved(reports.bias())
        raise quantity_unknown(quantity, ("response_rate", "mean_reported", "bias"))

    return answer
