"""A ring takes turns at the ceiling, the others cover: the least patience with which nobody in it gains by undercutting once."""

from __future__ import annotations

from typing import Final

from gpssim.rules.continuation import critical_discount, ring_holds
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown
from gpssim.theory.naming import parsed

PARTS: Final = ("gpssim.rules.continuation", "gpssim.rules.peaks")
ORDERS: Final = {"delta_min_random_rotation": False, "delta_min_deterministic_rotation": True}


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: turns by lot, or in fixed order."""

    def answer(quantity: str, of: Inputs) -> Solved:
        named = parsed(quantity)
        if named.name not in ORDERS:
            raise quantity_unknown(quantity, tuple(ORDERS))
        n = int(of["n"]) if "n" in of else int(named.numbers[0])
        return Solved(critical_discount(lambda discount: ring_holds(n, ORDERS[named.name], discount)))

    return answer
