"""Bidders have a fixed cost and a cost of quality, both private, and choose quality: the score w q - p orders pseudo-types."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.kinds.first_score_auction import TECHNOLOGIES
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, lowest_wins, number, of_winner, table_of
from gpssim.theory.textbook.pseudotypes import less_worth
from gpssim.theory.textbook.scoring_types import ScoringTypes, price_less_worth

FIXED: Final = law({"dist": "uniform", "low": 0.0, "high": 1.0})


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Several (n) bidders with cost a + theta q^2 / 2: a uniform on [0, 1], theta uniform between the inputs' ends."""
    n, weight = int(inputs["n"]), float(inputs["w"])
    slopes = law({"dist": "uniform", "low": inputs["thlo"], "high": inputs["thhi"]})
    value, work = TECHNOLOGIES["quad"]
    makers = ScoringTypes(slopes, work, value.linear(weight))
    types = less_worth(FIXED, slopes, makers.net_worths)
    low, high = types.support()

    def prices(x: np.ndarray) -> np.ndarray:
        return equilibrium_price(x, types, number(n))

    @lru_cache(maxsize=1)
    def drawn() -> dict[str, np.ndarray]:
        fixed = costs_of(FIXED, n, setting.luck.at(1), setting.n_draws)
        theta = costs_of(slopes, n, setting.luck.at(2), setting.n_draws)
        quality, net = np.asarray(makers.qualities(theta)), np.asarray(makers.net_worths(theta))
        worth = weight * quality
        price = table_of(prices, low, high)(fixed - net) + worth
        winner, paid = lowest_wins(price_less_worth(price, worth))
        return {
            "E_winning_score": -paid,
            "E_winner_pseudotype": of_winner(net - fixed, winner),
            "E_winner_quality": of_winner(quality, winner),
            "E_price": of_winner(price, winner),
        }

    def answer(quantity: str, of: Inputs) -> Evidence:
        k = float(of.get("k", -0.5 * (low + high)))
        name = quantity.partition("(")[0]
        if name in ("pseudotype_lo", "pseudotype_hi"):
            return Solved(-high if name == "pseudotype_lo" else -low)
        if name in ("G", "sigma"):
            return Solved(float(types.sf(-k)) if name == "G" else -float(prices(np.array([-k]))[0]))
        if quantity not in drawn():
            raise quantity_unknown(quantity, ("pseudotype_lo", "pseudotype_hi", "G", "sigma", *drawn()))
        return Simulated(drawn()[quantity])

    return answer
