"""Bidders learn by how much to shade: where logit learning comes to rest on a grid of factors, and equilibrium without errors."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.textbook.shading_game import ShadingGame

NAMES: Final = ("kappa_NE", "QRE_mean_kappa", "QRE_mode_kappa", "QRE_prob_mode", "QRE_E_price", "NE_E_price")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Costs are uniform on [0, 1] unless a law is given."""
    costs = law(inputs.get("D", {"dist": "uniform", "low": 0.0, "high": 1.0}))
    order = np.argsort(inputs["grid"])
    grid = np.array(inputs["grid"], dtype=np.float64)[order]
    game = ShadingGame(costs, int(inputs["n"]), tuple(grid.tolist()))

    @lru_cache
    def rest() -> np.ndarray:
        return game.rest_point(float(inputs["lam"]))

    def answer(quantity: str, of: Inputs) -> Solved:
        if quantity not in NAMES:
            raise quantity_unknown(quantity, NAMES)
        if "NE" in quantity:
            place = game.grid_equilibrium()
            return Solved(float(grid[place]) if quantity == "kappa_NE" else game.expected_price(np.eye(grid.size)[place]))
        found = {
            "QRE_mean_kappa": float(rest() @ grid),
            "QRE_mode_kappa": float(grid[rest().argmax()]),
            "QRE_prob_mode": float(rest().max()),
        }
        return Solved(game.expected_price(rest()) if quantity == "QRE_E_price" else found[quantity])

    return answer
