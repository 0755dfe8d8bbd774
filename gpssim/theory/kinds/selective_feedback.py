"""Citizens report what they experienced with a probability that depends on it: the rule of reporting, drawn and integrated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from scipy import stats
from scipy.integrate import quad

from gpssim.errors import impossible
from gpssim.rules.satisfaction import experienced
from gpssim.rules.voice import report_probability
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.voice", "gpssim.rules.satisfaction")
WIDE: Final = 12.0
"""Standard deviations beyond which nothing is left of a normal law."""
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
        """Mean of what is reported less the mean of what is felt."""
        rate, total = (self._over_citizens(power) for power in (0, 1))
        return total / rate - self.mean

    def _over_citizens(self, power: int) -> float:
        """Expectation of satisfaction to a power among those who report, per citizen."""
        law = stats.norm(self.mean, self.sd)

        def part(x: float) -> float:
            return float(law.pdf(x) * report_probability(np.array(x), self.threshold, self.below, self.above)) * x**power

        low, high = self.mean - WIDE * self.sd, self.mean + WIDE * self.sd
        cuts = np.unique(np.clip([low, self.threshold, self.mean, high], low, high))
        pieces = [quad(part, a, b, epsabs=1e-14, epsrel=1e-12)[0] for a, b in pairwise(cuts)]
        return float(np.sum(pieces))


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
