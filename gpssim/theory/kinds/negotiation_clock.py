"""Prices asked fall step by step; everybody follows as long as the price covers its cost, until at most one does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import numpy as np

from gpssim.errors import GpssimError
from gpssim.market import Bid, Request
from gpssim.mechanisms.competitive_negotiation import CompetitiveNegotiation
from gpssim.rules.negotiating import follows
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import N_DECIDED, costs_of, purchase
from gpssim.theory.textbook.negotiation_clock import final_offers

ROUGHEST: Final = 4
FINER: Final = 7
"""Steps, and how often they are doubled, from which the price with vanishing decrements is extrapolated."""
NAMES: Final = ("E_price", "P_simultaneous_drop", "E_price_continuous_limit", "discretisation_bias")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """N invited, the decrement is the ceiling over the steps; costs are uniform on [0, 1] unless a law is given."""
    costs = law(inputs.get("D", {"dist": "uniform", "low": 0.0, "high": 1.0}))
    n, steps, ceiling = int(inputs["n"]), int(inputs["steps"]), float(costs.support()[1])

    def talks(steps: int) -> CompetitiveNegotiation:
        return CompetitiveNegotiation(n_invited=n, n_min=1, decrement=1.0 / steps, rounds=steps)

    @lru_cache
    def drawn() -> tuple[np.ndarray, np.ndarray]:
        """Price paid, and whether nobody followed to the last price asked."""
        cost = costs_of(costs, n, setting.luck, setting.n_draws)
        offers, following = final_offers(cost, talks(steps).asked(ceiling))
        for key in range(N_DECIDED):
            if negotiated(talks(steps), cost[key], ceiling, key) != offers[key].min():
                raise GpssimError(f"negotiation {key} ends otherwise than its rounds say")
        return offers.min(axis=1), following == 0

    @lru_cache
    def exact(steps: int) -> float:
        return expected_price(talks(steps), costs, n, steps)

    @lru_cache
    def limit() -> float:
        return extrapolated([exact(ROUGHEST * 2**k) for k in range(FINER)])

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity not in NAMES:
            raise quantity_unknown(quantity, NAMES)
        if quantity in NAMES[:2]:
            return Simulated(drawn()[NAMES.index(quantity)])
        return Solved(limit() if quantity == NAMES[2] else exact(steps) - limit())

    return answer


def extrapolated(row: list[float]) -> float:
    """Value with vanishing steps from values with steps halved again and again (Richardson)."""
    for power in range(1, len(row)):
        row = [fine + (fine - rough) / (2.0**power - 1.0) for rough, fine in pairwise(row)]
    return row[0]


def negotiated(mechanism: CompetitiveNegotiation, cost: np.ndarray, ceiling: float, key: int) -> float:
    """The price of one negotiation, round by round, with bidders who follow as long as the price covers their cost."""

    def answer(request: Request, invited: tuple[int, ...], before: tuple[Bid, ...]) -> Sequence[Bid]:
        if request.kind == "accept":
            return [Bid(i, request.price, 1.0, 0.0, 0.0) for i in invited if follows(cost[i], request.price)]
        down = [bool(follows(cost[bid.bidder], request.price)) for bid in before]
        return [Bid(b.bidder, request.price if d else b.price, 1.0, 0.0, 0.0) for b, d in zip(before, down, strict=True)]

    one = purchase(mechanism, cost.size, ceiling, key)
    return mechanism.decide(one, mechanism.gather(one, answer)).awards[0].price


def expected_price(mechanism: CompetitiveNegotiation, costs: Any, n: int, steps: int) -> float:
    """Expected price, the rule applied to every pair of cells between prices asked in which the two lowest costs can lie."""
    edges = np.sort(mechanism.asked(float(costs.support()[1])))
    middle, above = 0.5 * (edges[:-1] + edges[1:]), costs.sf(edges)
    lowest, second = np.triu_indices(middle.size)
    others = above[second] ** (n - 1) - above[second + 1] ** (n - 1)
    pair = n * (above[lowest] - above[lowest + 1]) * others
    both = above[:-1] ** n - above[1:] ** n - n * (above[:-1] - above[1:]) * above[1:] ** (n - 1)
    weight = np.where(lowest == second, both[lowest], pair)
    cost = np.column_stack([middle[lowest], middle[second]])  # the others stop with the second or before it
    return float(weight @ final_offers(cost, mechanism.asked(float(costs.support()[1])))[0].min(axis=1))
