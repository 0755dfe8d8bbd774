"""Able organizations show a certificate that costs them less than others; purchasers pay what a certificate makes them expect.

Levels are solved from the incentive constraints of the certification rule; the pooled price is a purchaser's expectation.
"""

from __future__ import annotations

from collections.abc import Callable

from gpssim.rules.certification import certifies, net_pay
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown
from gpssim.theory.textbook.certification import expected_pay, level_that_deters, share_that_pools


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: nothing is drawn."""
    able, other = float(inputs["wH"]), float(inputs["wL"])
    ability, less = float(inputs["aH"]), float(inputs["aL"])
    level = level_that_deters(able, other, less)

    def pay_of_less_able() -> float:
        takes = certifies(able, other, level * (1.0 + 1e-9) + 1e-12, less)
        return net_pay(able, level, less) if takes else other

    found: dict[str, Callable[[], float]] = {
        "y_star": lambda: level,
        "net_high": lambda: net_pay(able, level, ability),
        "net_low": pay_of_less_able,
        "pooling_price": lambda: expected_pay(float(inputs["lam"]), able, other),
        "y_max_separating": lambda: level_that_deters(able, other, ability),
        "lambda_above_which_H_prefers_pooling": lambda: share_that_pools(able, other, level, ability),
    }

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity not in found:
            raise quantity_unknown(quantity, found)
        return Solved(found[quantity]())

    return answer
