"""Trust follows success and failure: clients of the model's own month, and the rule of trust carried through its moments."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Final

import numpy as np
from scipy.special import ndtri

from gpssim.errors import impossible
from gpssim.rules.satisfaction import aspiration_next
from gpssim.rules.trust import trust_next
from gpssim.theory.chains import halving
from gpssim.theory.crowd import live, manner, people, supply
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.peaks import root

SLOW: Final = True
"""The month of the citizens is compiled first."""
KNOWN: Final = (
    "half_life_periods",
    "EWMA_stationary_var",
    "asym_fixed_point",
    "asym_stationary_var",
    "mean_after_t=5 from 0.5 (asym)",
    "EWMA_after_t=5 from 0 to target 1",
    "p_needed_for_T=0.5",
)
NUMBER: Final = r"([-+]?[\d.]+(?:[eE][-+]?\d+)?)"
MEAN_AFTER: Final = re.compile(rf"mean_after_t=(\d+) from {NUMBER} \(asym\)")
EWMA_AFTER: Final = re.compile(rf"EWMA_after_t=(\d+) from {NUMBER} to target {NUMBER}")
NEEDED: Final = re.compile(rf"p_needed_for_T={NUMBER}")
NEAR: Final = 1e-5
"""What is left of the first trust when clients are asked."""
SURE: Final = 30.0
"""Standard deviations of experience that always succeed, or never."""


@dataclass(frozen=True)
class _Trust:
    """Success with a probability, gain and loss of trust."""

    setting: Setting
    success: float
    gain: float
    loss: float

    @cached_property
    def pull(self) -> float:
        """Part of a lead over the steady state that one period takes away on average."""
        return 1.0 - (self.mean_next(1.0) - self.mean_next(0.0))

    def mean_next(self, mean: float, success: float | None = None) -> float:
        """Mean trust after a period: the rule is linear in trust, so the mean of both outcomes moves the mean."""
        p = self.success if success is None else success
        return p * trust_next(mean, True, self.gain, self.loss) + (1.0 - p) * trust_next(mean, False, self.gain, self.loss)

    def steady_mean(self) -> float:
        return root(lambda mean: self.mean_next(mean) - mean, -1.0, 2.0)

    def steady_variance(self) -> float:
        """The variance that a period reproduces: two levels stand for all, as the rule is linear after either outcome."""
        mean = self.steady_mean()

        def later(variance: float) -> float:
            levels = mean + np.sqrt(variance) * np.array([-1.0, 1.0])
            outcomes = ((self.success, True), (1.0 - self.success, False))
            moved = [p * (trust_next(x, won, self.gain, self.loss) - mean) ** 2 for x in levels for p, won in outcomes]
            return 0.5 * float(np.sum(moved))

        return _reproduced(later)

    def clients(self) -> np.ndarray:
        """Trust of clients who have lived many months of the model, from one half on."""
        if not 0.0 < self.pull < 2.0:
            raise impossible("ep, em, p", (self.gain, self.loss, self.success), "such that trust settles")
        months = 1 if self.pull == 1.0 else int(np.ceil(log(NEAR) / log(abs(1.0 - self.pull))))
        n = self.setting.n_draws
        crowd = people(np.array([n]), contract=0)
        quality = float(np.clip(ndtri(self.success), -SURE, SURE))  # nobody expects more than 0, and expectations stay
        how = manner(trust_gain=self.gain, trust_loss=self.loss, experience_noise=1.0)
        for month in range(months):
            live(crowd, supply(1, n, quality), how, self.setting.luck.at(month))
        return crowd.trust_providers


def _reproduced(later: Callable[[float], float]) -> float:
    """The variance that a map gives back; the map is linear, so two of its values tell it."""
    at_zero, at_one = later(0.0), later(1.0)
    kept = at_one - at_zero
    if not 0.0 <= kept < 1.0:
        raise impossible("rates", kept, "such that the variance settles")
    return root(lambda v: later(v) - v, 0.0, 2.0 * at_zero / (1.0 - kept)) if at_zero > 0.0 else 0.0


def _average_variance(rate: float, sd: float) -> float:
    """Steady variance of an exponentially weighted mean of independent experience with this standard deviation."""

    def later(variance: float) -> float:
        levels, news = np.sqrt(variance) * np.array([-1.0, 1.0]), sd * np.array([-1.0, 1.0])
        return float(np.mean([aspiration_next(x, y, rate) ** 2 for x in levels for y in news]))

    return _reproduced(later)


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Rate of the average, success, gain, loss and spread from the case."""
    rate = float(inputs["eta"])
    trust = _Trust(setting, float(inputs["p"]), float(inputs["ep"]), float(inputs["em"]))

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "half_life_periods":
            return Solved(halving(lambda level: trust_next(level, False, rate, rate)))
        if quantity == "EWMA_stationary_var":
            return Solved(_average_variance(rate, float(inputs["sd"])))
        if quantity == "asym_fixed_point":
            return Simulated(trust.clients())
        if quantity == "asym_stationary_var":
            return Solved(trust.steady_variance())
        return _from_name(quantity, trust, rate)

    return answer


def _from_name(quantity: str, trust: _Trust, rate: float) -> Solved:
    """Quantities that carry numbers in their name."""
    after, average, needed = MEAN_AFTER.fullmatch(quantity), EWMA_AFTER.fullmatch(quantity), NEEDED.fullmatch(quantity)
    if after:
        level = float(after[2])
        for _ in range(int(after[1])):
            level = trust.mean_next(level)
        return Solved(level)
    if average:
        level = float(average[2])
        for _ in range(int(average[1])):
            level = aspiration_next(level, float(average[3]), rate)
        return Solved(level)
    if needed:
        goal = float(needed[1])
        return Solved(root(lambda p: trust.mean_next(goal, p) - goal, 0.0, 1.0))
    raise quantity_unknown(quantity, KNOWN)
