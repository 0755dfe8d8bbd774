"""Loyal providers meet in second-price tenders: with few enough in the pool, the rent of staying in it pays for hidden quality."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import numpy as np
from scipy import stats

from gpssim.errors import impossible
from gpssim.market import ContractTerms
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.naming import parsed
from gpssim.theory.tendering import SECOND_PRICE, costs_of, held, markup_bids
from gpssim.theory.textbook.continuation import Standing, critical_discount, deterred
from gpssim.theory.textbook.rents import expected_rent

ROUNDING: Final = 1e-12
LARGEST_POOL: Final = 5_000
MORE_DRAWS: Final = 4
"""Times the usual number of draws: one of many rarely wins."""


class Pool:
    """A pool of providers with private costs; quality costs ``psi`` more, which every offer contains."""

    def __init__(self, inputs: Inputs) -> None:
        self.psi, self.discount = float(inputs["psi"]), float(inputs["dl"])
        self.worth = float(inputs["vq"])
        self.terms = ContractTerms(months=1, detection=float(inputs["d"]), debarment=-1)
        self.costs: Any = law(inputs["D"]) if "D" in inputs else stats.uniform(0.0, 1.0)
        self.tender: Callable[[int], tuple[float, float]] = cache(lambda n: expected_rent(SECOND_PRICE, self.costs, n))
        """Rent of a member and price paid, per term, quality not counted."""

    def stays(self, n: int, discount: float) -> float:
        """What leaving the pool would cost a member that is tempted to save ``psi``, less the gain: negative if it is tempted."""
        return deterred(Standing.under(self.terms, self.tender(n)[0], 0.0, self.psi), discount)

    def sustains(self, n: int) -> bool:
        return self.stays(n, self.discount) >= -ROUNDING * max(1.0, self.psi)

    def largest(self) -> int:
        """The most members with which it does: rents fall with their number."""
        enough, too_many = 0, 1
        while self.sustains(too_many):
            enough, too_many = too_many, 2 * too_many
            if enough > LARGEST_POOL:
                raise impossible("psi", self.psi, "a cost of quality that a pool of thousands does not cover")
        while too_many - enough > 1:
            middle = (enough + too_many) // 2
            enough, too_many = (middle, too_many) if self.sustains(middle) else (enough, middle)
        return enough

    def buyer_cost(self, n: int) -> float:
        return self.tender(n)[1] + (self.psi - self.worth if self.sustains(n) else 0.0)

    def rents(self, n: int, setting: Setting) -> np.ndarray:
        """What the first member earns in each tender."""
        top = self.costs.support()[1] + self.psi
        cost = costs_of(self.costs, n, setting.luck.at(n), MORE_DRAWS * setting.n_draws) + self.psi
        winner, paid = held(SECOND_PRICE, markup_bids(cost, top), top)
        return np.where(winner == 0, paid - cost[:, 0], 0.0)


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Who is found to have saved ``psi`` leaves the pool for good."""
    pool = Pool(inputs)
    by_size: dict[str, Callable[[int], Evidence]] = {
        "per_period_rent": lambda n: Simulated(pool.rents(n, setting)),
        "buyer_cost": lambda n: Solved(pool.buyer_cost(n)),
        "delta_min": lambda n: Solved(critical_discount(lambda discount: pool.stays(n, discount))),
    }

    def answer(quantity: str, of: Inputs) -> Evidence:
        named = parsed(quantity)
        if named.name == "max_pool_size_with_quality":
            return Solved(float(pool.largest()))
        if named.name == "optimal_pool_size":
            first, last = (int(x) for x in named.numbers) if len(named.numbers) == 2 else (2, int(inputs["nmax_show"]))
            return Solved(float(min(range(first, last + 1), key=pool.buyer_cost)))
        if named.name not in by_size:
            raise quantity_unknown(quantity, ("max_pool_size_with_quality", "optimal_pool_size", *by_size))
        return by_size[named.name](int(of["n"]) if "n" in of else int(named.numbers[0]))

    return answer
