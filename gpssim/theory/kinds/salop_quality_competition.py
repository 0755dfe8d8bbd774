"""Providers on a circle compete in quality for citizens with a voucher: best answers to demand from citizens' own choice."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gpssim.bidding.quality_competition import Citizens, Terms, symmetric_quality
from gpssim.rules.peaks import best_point, root_near, slope
from gpssim.rules.quality import citizens_surplus
from gpssim.theory.evidence import Answer, Evidence, Inputs, Reference, Setting, Solved, quantity_unknown

PARTS: Final = ("gpssim.bidding.quality_competition", "gpssim.rules.quality", "gpssim.rules.choice")


@dataclass(frozen=True)
class _Circle:
    citizens: Citizens
    n: float
    price: float
    cost: float
    curvature: float
    mission: float

    def terms(self, price: float, mission: float) -> Terms:
        return Terms(price - self.cost, self.curvature, mission=mission)

    def quality(self, price: float, mission: float, n: float) -> float:
        """The common quality of so many providers at a price."""
        terms = self.terms(price, mission)
        return symmetric_quality(terms, lambda own, others: self.citizens.on_circle(own, others, n), self.citizens.step(n))

    def usual(self) -> float:
        return self.quality(self.price, self.mission, self.n)

    def share(self) -> float:
        return self.citizens.on_circle(self.usual(), self.usual(), self.n)

    def profit(self, n: float) -> float:
        common = self.quality(self.price, self.mission, n)
        return self.terms(self.price, self.mission).profit(self.citizens.on_circle(common, common, n), common)

    def usual_profit(self) -> float:
        return self.profit(self.n)

    def entrants(self, fixed: float) -> float:
        """Providers at which profit covers no more than the fixed cost of being there."""
        return math.exp(root_near(lambda log_n: self.profit(math.exp(log_n)) - fixed, math.log(self.n), 0.1))

    def first_best(self) -> float:
        weight, n = self.citizens.quality_weight, self.n
        return best_point(lambda q: citizens_surplus(q, weight, n, self.curvature), 0.0, self.citizens.step(n))

    def right_price(self) -> float:
        """The price at which providers without a mission choose the first best."""
        goal = self.first_best()
        return root_near(lambda price: self.quality(price, 0.0, self.n) - goal, self.cost, 1.0)

    def answer_to_price(self) -> float:
        """By how much quality rises with the price."""
        step = 0.01 * max(1.0, abs(self.price))
        return slope(lambda price: self.quality(price, self.mission, self.n), self.price, step)


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: nothing is drawn."""
    citizens = Citizens(float(inputs["al"]), travel_cost=float(inputs["t"]))
    n, price, cost, curvature = (float(inputs[name]) for name in ("n", "p", "c", "k"))
    circle = _Circle(citizens, n, price, cost, curvature, float(inputs.get("om", 0.0)))
    found: dict[str, Callable[[], float]] = {
        "q_star": circle.usual,
        "share": circle.share,
        "profit": circle.usual_profit,
        "p_implementing_first_best": circle.right_price,
        "dq/dp": circle.answer_to_price,
    }

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "q_first_best":
            return Reference(circle.first_best())
        if quantity == "n_free_entry":
            return Solved(circle.entrants(float(of["f"] if "f" in of else inputs["f"])))
        if quantity not in found:
            raise quantity_unknown(quantity, (*found, "q_first_best", "n_free_entry"))
        return Solved(found[quantity]())

    return answer
