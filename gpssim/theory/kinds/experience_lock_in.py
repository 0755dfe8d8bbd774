"""Providers who learn by doing: in an open tender whoever wins first wins ever after, in turn everybody learns a little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from gpssim.analysis.concentration import hhi
from gpssim.rules.learning import experience_next, exponent, unit_cost
from gpssim.theory.awards import decided as picked
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown
from gpssim.theory.pool import SupplierPool
from gpssim.theory.tendering import SECOND_PRICE, decided

FIRST: Final = 1.0
"""Experience at the start: the next unit is the first."""
ROTATION: Final = SupplierPool(call_off="rotation")
NOTHING_FORGOTTEN: Final = 1.0


@dataclass(frozen=True)
class _History:
    """What a sequence of contracts cost, what was paid, who won how often, and what everybody's next unit would cost."""

    cost: float
    payment: float
    wins: np.ndarray
    next_cost: np.ndarray


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Providers, contracts, first cost and progress ratio from the case; costs are the prices asked."""
    n, contracts, first, b = int(inputs["n"]), int(inputs["T"]), float(inputs["c1"]), exponent(float(inputs["PR"]))

    def history(open_tender: bool) -> _History:
        experience, wins, cost, payment = np.full(n, FIRST), np.zeros(n), 0.0, 0.0
        for t in range(contracts):
            asked = unit_cost(first, experience, b)
            if open_tender:
                winner, price, _ = decided(SECOND_PRICE, asked, first, t)
            else:
                winner = picked(ROTATION, asked, wins.astype(int), t)[0]
                price = float(asked[winner])
            cost, payment = cost + float(asked[winner]), payment + price
            wins[winner] += 1.0
            experience = experience_next(experience, NOTHING_FORGOTTEN, np.eye(n)[winner])
        return _History(cost, payment, wins, unit_cost(first, experience, b))

    tender, turns = history(True), history(False)
    found = {
        "open_total_cost": tender.cost,
        "open_total_payment": tender.payment,
        "open_final_HHI": float(hhi(tender.wins)),
        "rotation_total_cost": turns.cost,
        "rotation_final_HHI": float(hhi(turns.wins)),
        "cost_ratio_rotation/open": turns.cost / tender.cost,
        "incumbent_final_unit_cost": float(tender.next_cost[tender.wins.argmax()]),
        "entrant_unit_cost_gap(fallback risk)": first - float(tender.next_cost[tender.wins.argmax()]),
        "incumbent_cumulative_profit": tender.payment - tender.cost,
    }

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity not in found:
            raise quantity_unknown(quantity, found)
        return Solved(found[quantity])

    return answer
