"""Capacity is built by investment and decays: the rule of capacity, iterated, with a grant once and with own means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gpssim.errors import impossible
from gpssim.rules.capacity import capacity_next, reinvested
from gpssim.rules.peaks import root_near
from gpssim.theory.chains import halving
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.capacity",)
PATH: Final = re.compile(r"A_(?:t=)?(\d+)")
NEGLIGIBLE: Final = 1e-18
"""Part of a sum from which on terms are left out."""


@dataclass(frozen=True)
class _Capacity:
    """Decay, efficiency and returns of investment, and what is invested each period."""

    decay: float
    efficiency: float
    invested: float
    returns: float
    inputs: Inputs

    def next_(self, capacity: float, grant: float = 0.0) -> float:
        return float(capacity_next(capacity, self.decay, self.efficiency, self.invested + grant, self.returns))

    def decayed(self, capacity: float) -> float:
        """Capacity after a period in which nothing is invested."""
        return float(capacity_next(capacity, self.decay, self.efficiency, 0.0, 1.0))

    def grown(self, share: float) -> float:
        """One unit of capacity after a period in which a share of its surplus is put back, one for one."""
        return float(capacity_next(1.0, self.decay, 1.0, reinvested(1.0, float(self.inputs["pi"]), share), 1.0))

    def path(self, periods: int, grant: float = 0.0) -> float:
        capacity = float(self.inputs["A0"])
        for t in range(periods):
            capacity = self.next_(capacity, grant if t == 0 else 0.0)
        return capacity

    def steady(self) -> float:
        if not 0.0 < self.decay <= 1.0:
            raise impossible("dep", self.decay, "above 0: without decay capacity never settles")
        return root_near(lambda capacity: self.next_(capacity) - capacity, 0.0, 1.0)

    def half_life(self) -> float:
        return halving(self.decayed)

    def gain(self) -> float:
        """By how much a grant at the start lifts capacity a period later."""
        return self.path(1, float(self.inputs["G"])) - self.path(1)

    def worth_of_gain(self) -> float:
        """Discounted sum of what the grant adds to capacity in every later period; what is added decays like all capacity."""
        discount, added, worth = 1.0 / (1.0 + float(self.inputs["r"])), self.gain(), 0.0
        left = 1.0 - discount * (1.0 - self.decay)
        if not left > 0.0:
            raise impossible("r, dep", (self.inputs["r"], self.decay), "such that the sum of gains is finite")
        weight, least = discount, NEGLIGIBLE * abs(added) * left
        while abs(weight * added) > least:
            worth += weight * added
            weight, added = weight * discount, self.decayed(added)
        return worth

    def growth(self) -> float:
        return self.grown(float(self.inputs["s"]))

    def least_share(self) -> float:
        return root_near(lambda share: self.grown(share) - 1.0, 0.0, 1.0)


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: nothing is drawn."""
    decay, efficiency, invested, returns = (float(inputs[name]) for name in ("dep", "phi", "I", "gam"))
    one = _Capacity(decay, efficiency, invested, returns, inputs)
    found: dict[str, Callable[[], float]] = {
        "A_ss": one.steady,
        "half_life": one.half_life,
        "impact_dA": one.gain,
        "PV_capacity_gain": one.worth_of_gain,
        "self_finance_growth_factor": one.growth,
        "min_reinvestment_share": one.least_share,
    }

    def answer(quantity: str, of: Inputs) -> Solved:
        after = PATH.fullmatch(quantity)
        if after:
            return Solved(one.path(int(after[1])))
        if quantity not in found:
            raise quantity_unknown(quantity, (*found, "A_5"))
        return Solved(found[quantity]())

    return answer
