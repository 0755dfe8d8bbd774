"""Bidders alike except for what they would lose in a default, and a cost that may rise after award: the poorest bid lowest."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.optimize import brentq

from gpssim.rules.anticipation import anticipated_cost, defaults, shock_exposure
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import SECOND_PRICE, costs_of, lowest_wins, markup_bids, of_winner


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Cost c for all, a rise D with chance p, private liability uniform on [0, Kmax], second price."""
    n, cost, chance, rise = int(inputs["n"]), float(inputs["c"]), float(inputs["p"]), float(inputs["D"])
    loss = float(inputs.get("L", 0.0))
    liabilities = law({"dist": "uniform", "low": 0.0, "high": inputs["Kmax"]})

    def breakeven(liability: np.ndarray | float) -> np.ndarray:
        return anticipated_cost(cost, 0.0, 0.0, 0.0, shock_exposure(chance, rise, liability))

    def bond() -> float:
        """The liability from which a winner at its break-even price no longer defaults."""

        def short(liability: float) -> float:
            return float(rise - liability - (breakeven(liability) - cost))

        return float(brentq(short, 0.0, rise, xtol=1e-15)) if rise > 0.0 else 0.0

    @lru_cache(maxsize=1)
    def drawn() -> tuple[np.ndarray, np.ndarray]:
        """Price paid, and whether the winner defaults."""
        liability = costs_of(liabilities, n, setting.luck.at(1), setting.n_draws)
        price = breakeven(liability)
        winner, paid = lowest_wins(markup_bids(price, np.inf), SECOND_PRICE)
        rises = setting.luck.uniforms("rise in cost", np.arange(setting.n_draws)) < chance
        return paid, rises & defaults(paid - cost, rise, of_winner(liability, winner))

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity.startswith("K_star"):
            return Solved(bond())
        if quantity in ("breakeven_bid(K>=K_star)", "E_price_with_bond>=K_star"):
            return Solved(float(breakeven(bond())))
        if quantity == "breakeven_bid":
            return Solved(float(breakeven(float(of["K"]))))
        known = ("E_price", "P_default", "E_buyer_cost_incl_default_loss", "underpricing_vs_expected_cost")
        if quantity not in known:
            raise quantity_unknown(quantity, ("K_star", "breakeven_bid", "E_price_with_bond>=K_star", *known))
        paid, default = drawn()
        values = (paid, default, paid + float(of.get("L", loss)) * default, cost + chance * rise - paid)
        return Simulated(values[known.index(quantity)])

    return answer
