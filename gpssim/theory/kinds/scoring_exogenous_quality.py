"""Bidders have a quality that all can see in the offer and a cost, both private before: the score w q - p orders pseudo-types."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import numpy as np

from gpssim.bidding.quadrature import equilibrium_price
from gpssim.errors import unknown
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, lowest_wins, number, of_winner, table_of
from gpssim.theory.textbook.pseudotypes import less_worth
from gpssim.theory.textbook.scoring_types import price_less_worth

CODES: Final = {"U": {"dist": "uniform", "low": 0.0, "high": 1.0}}
"""Laws that case files name by a word."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Several (n) bidders, quality and cost independent, both from the law named."""
    n, weight = int(inputs["n"]), float(inputs["wq"])
    facts = _named(inputs.get("D_desc", inputs.get("D", "U")))
    types = less_worth(facts, facts, lambda q: weight * q)
    low, high = types.support()

    def prices(x: np.ndarray) -> np.ndarray:
        return equilibrium_price(x, types, number(n))

    @lru_cache(maxsize=1)
    def drawn() -> dict[str, np.ndarray]:
        cost = costs_of(facts, n, setting.luck.at(1), setting.n_draws)
        quality = costs_of(facts, n, setting.luck.at(2), setting.n_draws)
        worth = weight * quality
        price = table_of(prices, low, high)(cost - worth) + worth
        winner, paid = lowest_wins(price_less_worth(price, worth))
        return {
            "E_winning_score": -paid,
            "E_winner_pseudotype": of_winner(worth - cost, winner),
            "E_winner_quality": of_winner(quality, winner),
            "E_price": of_winner(price, winner),
        }

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "sigma":
            return Solved(-float(prices(np.array([-float(of["k"])]))[0]))
        if quantity not in drawn():
            raise quantity_unknown(quantity, ("sigma", *drawn()))
        return Simulated(drawn()[quantity])

    return answer


def _named(what: object) -> Any:
    if isinstance(what, Mapping):
        return law(what)
    if str(what) not in CODES:
        raise unknown("law", str(what), CODES)
    return law(CODES[str(what)])
