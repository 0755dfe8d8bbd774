"""Who loses a contract may find another: the price that keeps a provider from shirking while contracts come and go."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gpssim.market import ContractTerms
from gpssim.rules.continuation import Standing, deterring_price
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown

PARTS: Final = ("gpssim.rules.continuation",)


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic. Effort costs ``e``, which shirking saves; without a contract a term pays ``z``."""
    effort, delta, idle = inputs["e"], inputs["delta"], inputs["z"]
    terms = ContractTerms(months=1, detection=inputs["d"], debarment=-1, hazard=inputs["b"])
    market = replace(Standing.under(terms, 0.0, effort, effort), reentry=inputs["a"], idle=idle)
    market = replace(market, price=deterring_price(market, delta))
    worth = market.worth(delta)
    found = {
        "w_star": market.price,
        "V_minus_VU": float(worth[0] - worth[-1]),
        "premium_over_effort_cost": market.price - effort - idle,
    }

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity not in found:
            raise quantity_unknown(quantity, found)
        return Solved(found[quantity])

    return answer
