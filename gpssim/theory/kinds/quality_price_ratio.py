"""The offer with most quality for its price wins: the tender's rule quality_over_price, with bids on the cost of quality."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, number, of_winner, table_of
from gpssim.theory.textbook.pseudotypes import per_quality

TENDER: Final = OpenTender(rule="quality_over_price", n_min=1, low_bid_judgment=0.0)


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Several (n) bidders, cost and quality uniform and independent."""
    n = int(inputs["n"])
    costs = law({"dist": "uniform", "low": inputs["clo"], "high": inputs["chi"]})
    qualities = law({"dist": "uniform", "low": inputs["qlo"], "high": inputs["qhi"]})
    types = per_quality(costs, qualities)
    low, high = types.support()

    def prices(x: np.ndarray) -> np.ndarray:
        return equilibrium_price(x, types, number(n))

    @lru_cache(maxsize=1)
    def drawn() -> dict[str, np.ndarray]:
        cost = costs_of(costs, n, setting.luck.at(1), setting.n_draws)
        quality = costs_of(qualities, n, setting.luck.at(2), setting.n_draws)
        price = quality * table_of(prices, low, high)(cost / quality)
        winner = TENDER.score(price, quality, np.inf).argmax(axis=1)
        paid = TENDER.pays(price, winner, np.inf)
        promised = of_winner(quality, winner)
        return {
            "E_price_per_quality_unit": paid / promised,
            "E_lowest_effective_cost": of_winner(cost / quality, winner),
            "E_winner_quality": promised,
            "E_winner_cost": of_winner(cost, winner),
            "E_price": paid,
        }

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity in ("sigma", "F"):
            x = np.array([float(of["x"])])
            return Solved(float(prices(x)[0] if quantity == "sigma" else 1.0 - types.sf(x)[0]))
        if quantity not in drawn():
            raise quantity_unknown(quantity, ("sigma", "F", *drawn()))
        return Simulated(drawn()[quantity])

    return answer
