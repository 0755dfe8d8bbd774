"""A fixed pool of loyal providers meets in second-price tenders: few enough, and the rent of staying in it pays for hidden quality."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from scipy import stats

from gpssim.bidding.rents import expected_rent
from gpssim.errors import impossible
from gpssim.rules.continuation import Standing, critical_discount, deterred
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.naming import parsed
from gpssim.theory.tendering import SECOND_PRICE, costs_of, held, markup_bids

PARTS: Final = (
    "gpssim.mechanisms.open_tender",
    "gpssim.bidding.rents",
    "gpssim.bidding.markup",
    "gpssim.rules.continuation",
)
ROUNDING: Final = 1e-12
LARGEST_POOL: Final = 100_000
MORE_DRAWS: Final = 4
"""Times the usual number of draws: one of many rarely wins."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Quality costs ``psi`` more, which every offer contains; who is found to have saved it leaves the pool for good."""
    psi, costs = inputs["psi"], law(inputs["D"]) if "D" in inputs else stats.uniform(0.0, 1.0)

    @lru_cache
    def tender(n: int) -> tuple[float, float]:
        """Rent of a member and price paid, per term, quality not counted."""
        return expected_rent(SECOND_PRICE, costs, n)

    def stays(n: int, discount: float) -> float:
        member = Standing(tender(n)[0], 0.0, psi, inputs["d"])
        return deterred(member, discount)

    def sustained(n: int) -> bool:
        return stays(n, inputs["dl"]) >= -ROUNDING * max(1.0, psi)

    def largest() -> int:
        n = 0
        while sustained(n + 1):
            n += 1
            if n > LARGEST_POOL:
                raise impossible("psi", psi, "a cost of quality that a large pool does not cover")
        return n

    def buyer_cost(n: int) -> float:
        return tender(n)[1] + (psi - inputs["vq"] if sustained(n) else 0.0)

    def rents(n: int) -> np.ndarray:
        """What the first member earns in each tender."""
        luck, (low, top) = setting.luck.at(n), costs.support()
        del low
        cost = costs_of(costs, n, luck, MORE_DRAWS * setting.n_draws) + psi
        winner, paid = held(SECOND_PRICE, markup_bids(cost, top + psi), top + psi)
        return np.where(winner == 0, paid - cost[:, 0], 0.0)

    def answer(quantity: str, of: Inputs) -> Evidence:
        named = parsed(quantity)
        if named.name == "max_pool_size_with_quality":
            return Solved(float(largest()))
        if named.name == "optimal_pool_size":
            first, last = (int(x) for x in named.numbers) if len(named.numbers) == 2 else (2, int(inputs["nmax_show"]))
            return Solved(float(min(range(first, last + 1), key=buyer_cost)))
        n = int(of["n"]) if "n" in of else int(named.numbers[0])
        if named.name == "per_period_rent":
            return Simulated(rents(n))
        if named.name == "buyer_cost":
            return Solved(buyer_cost(n))
        if named.name == "delta_min":
            return Solved(critical_discount(lambda discount: stays(n, discount)))
        raise quantity_unknown(quantity, ("max_pool_size_with_quality", "optimal_pool_size", "per_period_rent", "buyer_cost"))

    return answer
