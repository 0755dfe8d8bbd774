"""Providers on a circle compete in quality for citizens with a voucher: best answers to demand from citizens' own choice."""

from __future__ import annotations

import math
from typing import Final

from gpssim.bidding.optimum import best_point, root_near, slope
from gpssim.bidding.quality_competition import Citizens, Terms, symmetric_quality
from gpssim.rules.quality import citizens_surplus
from gpssim.theory.evidence import Answer, Evidence, Inputs, Reference, Setting, Solved, quantity_unknown

PARTS: Final = ("gpssim.bidding.quality_competition", "gpssim.rules.quality", "gpssim.rules.choice")
KNOWN: Final = ("q_star", "share", "profit", "n_free_entry", "q_first_best", "p_implementing_first_best", "dq/dp")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: nothing is drawn."""
    n, price, cost, curvature = (float(inputs[name]) for name in ("n", "p", "c", "k"))
    citizens = Citizens(float(inputs["al"]), travel_cost=float(inputs["t"]))

    def terms(paid: float = price, mission: float | None = None) -> Terms:
        return Terms(paid - cost, curvature, mission=float(inputs.get("om", 0.0)) if mission is None else mission)

    def quality(how: Terms, providers: float = n) -> float:
        return symmetric_quality(how, lambda own, others: citizens.on_circle(own, others, providers), citizens.step(providers))

    def profit(providers: float) -> float:
        common = quality(terms(), providers)
        return terms().profit(citizens.on_circle(common, common, providers), common)

    def first_best() -> float:
        return best_point(lambda q: citizens_surplus(q, citizens.quality_weight, n, curvature), 0.0, citizens.step(n))

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "q_star":
            return Solved(quality(terms()))
        if quantity == "share":
            common = quality(terms())
            return Solved(citizens.on_circle(common, common, n))
        if quantity == "profit":
            return Solved(profit(n))
        if quantity == "n_free_entry":  # entry goes on until profit covers no more than the fixed cost
            fixed = float(of.get("f", inputs.get("f", 0.0)))
            return Solved(math.exp(root_near(lambda log_n: profit(math.exp(log_n)) - fixed, math.log(n), 0.1)))
        if quantity == "q_first_best":
            return Reference(first_best())
        if quantity == "p_implementing_first_best":  # among providers without a mission of their own
            goal = first_best()
            return Solved(root_near(lambda paid: quality(terms(paid, 0.0)) - goal, cost, 1.0))
        if quantity == "dq/dp":
            return Solved(slope(lambda paid: quality(terms(paid)), price, 0.01 * max(1.0, abs(price))))
        raise quantity_unknown(quantity, KNOWN)

    return answer
