"""Capacity is built by investment and decays: the rule of capacity, iterated, with a grant once and with own means."""

from __future__ import annotations

import re
from typing import Final

from gpssim.bidding.optimum import root_near
from gpssim.errors import impossible
from gpssim.rules.capacity import capacity_next, reinvested
from gpssim.theory.chains import halving
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.capacity",)
KNOWN: Final = (
    "A_ss", "A_5", "half_life", "impact_dA", "PV_capacity_gain", "self_finance_growth_factor", "min_reinvestment_share",
)  # fmt: skip
PATH: Final = re.compile(r"A_(?:t=)?(\d+)")
NEGLIGIBLE: Final = 1e-18
"""Part of a sum from which on terms are left out."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: nothing is drawn."""
    decay, efficiency, invested, returns = (float(inputs[name]) for name in ("dep", "phi", "I", "gam"))
    share, surplus = float(inputs.get("s", 0.0)), float(inputs.get("pi", 0.0))

    def next_(capacity: float, grant: float = 0.0) -> float:
        return float(capacity_next(capacity, decay, efficiency, invested + grant, returns))

    def grown(capacity: float, part: float) -> float:
        """Capacity after a period in which a part of the surplus of each unit is put back, one for one."""
        return float(capacity_next(capacity, decay, 1.0, reinvested(capacity, surplus, part), 1.0))

    def path(periods: int, grant: float = 0.0) -> float:
        capacity = float(inputs["A0"])
        for t in range(periods):
            capacity = next_(capacity, grant if t == 0 else 0.0)
        return capacity

    def steady() -> float:
        if not 0.0 < decay <= 1.0:
            raise impossible("dep", decay, "above 0: without decay capacity never settles")
        return root_near(lambda capacity: next_(capacity) - capacity, 0.0, 1.0)

    def gain() -> float:
        """By how much a grant at the start lifts capacity a period later."""
        return path(1, float(inputs["G"])) - path(1)

    def worth_of_gain() -> float:
        """Discounted sum of what the grant adds to capacity in every later period; what is added decays like all capacity."""
        discount, added, worth = 1.0 / (1.0 + float(inputs["r"])), gain(), 0.0
        weight, least = discount, NEGLIGIBLE * abs(added)
        if not (1.0 - decay) * discount < 1.0:
            raise impossible("r, dep", (inputs["r"], decay), "such that the sum of gains is finite")
        while abs(weight * added) > least * (1.0 - (1.0 - decay) * discount):
            worth += weight * added
            weight, added = weight * discount, float(capacity_next(added, decay, efficiency, 0.0, 1.0))
        return worth

    def answer(quantity: str, of: Inputs) -> Solved:
        found = PATH.fullmatch(quantity)
        if found:
            return Solved(path(int(found[1])))
        if quantity not in KNOWN:
            raise quantity_unknown(quantity, KNOWN)
        return Solved(
            {
                "A_ss": steady,
                "half_life": lambda: halving(lambda capacity: float(capacity_next(capacity, decay, efficiency, 0.0, 1.0))),
                "impact_dA": gain,
                "PV_capacity_gain": worth_of_gain,
                "self_finance_growth_factor": lambda: grown(1.0, share),
                "min_reinvestment_share": lambda: root_near(lambda part: grown(1.0, part) - 1.0, 0.0, 1.0),
            }[quantity]()
        )

    return answer
