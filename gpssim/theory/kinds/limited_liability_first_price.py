"""Private costs, one liability for all and a rise in cost that may come after award: prices reckon with the option to default."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.rules.anticipation import defaults
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, lowest_wins, number, of_winner, over_lowest
from gpssim.theory.textbook.default_option import Shock, default_option_price, outcome_after_shock

STEP: Final = 1e-3
"""Of the liability, for the slope of the price."""
COSTS: Final = law({"dist": "uniform", "low": 0.0, "high": 1.0})


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Several (n) bidders with costs uniform on [0, 1], a rise D with chance p, liability K."""
    n, chance, rise, liability = int(inputs["n"]), float(inputs["p"]), float(inputs["D"]), float(inputs["K"])

    def prices(cost: np.ndarray, liability: float = liability) -> np.ndarray:
        return default_option_price(cost, COSTS, number(n), Shock(chance, rise, liability))

    def slope() -> float:
        """Of the expected price in the liability."""

        def expected(liability: float) -> float:
            return over_lowest(lambda cost: prices(cost, liability), COSTS, n)

        up, down = expected(liability + STEP), expected(liability - STEP)
        return (up - down) / (2.0 * STEP)

    @lru_cache(maxsize=1)
    def drawn() -> dict[str, np.ndarray]:
        cost = costs_of(COSTS, n, setting.luck.at(1), setting.n_draws)
        grid = np.linspace(0.0, 1.0, 4001)
        winner, paid = lowest_wins(np.interp(cost, grid, prices(grid)))
        own = of_winner(cost, winner)
        rises = setting.luck.uniforms("rise in cost", np.arange(setting.n_draws)) < chance
        profit = outcome_after_shock(paid, own, rise * rises, liability)
        return {
            "E_price": paid,
            "P_default": rises & defaults(paid - own, rise, liability),
            "E_winner_profit": np.where(rises, profit, paid - own),
        }

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "bid":
            return Solved(float(prices(np.array([float(of["c"])]))[0]), 1.0)
        if quantity == "dE_price/dK":
            return Solved(slope())
        if quantity not in drawn():
            raise quantity_unknown(quantity, ("bid", "dE_price/dK", *drawn()))
        return Simulated(drawn()[quantity])

    return answer
