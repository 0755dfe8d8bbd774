"""One strong and several weak bidders in a first-price tender (numeric equilibrium), and truthful ones in a second-price tender."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import numpy as np

from gpssim.bidding.asymmetric import Asymmetric, BidderClass
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import SECOND_PRICE, costs_of, lowest_wins, of_winner, table_of

PARTS: Final = ("gpssim.mechanisms.open_tender", "gpssim.bidding.asymmetric", "gpssim.bidding.shooting")
SLOW: Final = True


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Laws S and W, one bidder of the first and m of the second."""
    return between(law(inputs["S"]), law(inputs["W"]), int(inputs["m"]), setting)


def between(strong: Any, weak: Any, m: int, setting: Setting) -> Answer:
    """Answers about one strong bidder against m weak ones."""
    classes = {"bid_strong": 0, "bid_weak": 1}
    low = float(min(strong.support()[0], weak.support()[0]))
    span = float(max(strong.support()[1], weak.support()[1])) - low

    @lru_cache(maxsize=1)
    def solved() -> Asymmetric:
        return Asymmetric((BidderClass(strong, 1), BidderClass(weak, m)))

    def costs(part: int) -> np.ndarray:
        luck = setting.luck.at(part)
        return np.column_stack([costs_of(strong, 1, luck.at(1), setting.n_draws), costs_of(weak, m, luck.at(2), setting.n_draws)])

    @lru_cache(maxsize=1)
    def first_price() -> dict[str, np.ndarray]:
        cost, price = costs(1), np.empty((setting.n_draws, m + 1))
        for k, places in enumerate((slice(0, 1), slice(1, None))):
            ends = (float(x) for x in solved().classes[k].law.support())
            price[:, places] = table_of(lambda c, k=k: solved().bids(k, c), *ends)(cost[:, places])
        winner, paid = lowest_wins(price)
        own = of_winner(cost, winner)
        return {"E_price": paid, "E_price_FPA": paid, "P_strong_wins": winner == 0, "E_winner_cost": own, "E_winner_cost_FPA": own}

    @lru_cache(maxsize=1)
    def second_price() -> dict[str, np.ndarray]:
        cost = costs(2)
        winner, paid = lowest_wins(cost, SECOND_PRICE)
        return {"E_price_SPA": paid, "E_winner_cost_efficient": of_winner(cost, winner)}

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "lowest_bid":
            return Solved(solved().lowest, span)
        if quantity in classes:
            return Solved(float(solved().bids(classes[quantity], np.array([float(of["c"])]))[0]), span)
        for drawn in (second_price, first_price):
            if quantity in (found := drawn()):
                return Simulated(found[quantity])
        raise quantity_unknown(quantity, ("lowest_bid", *classes, *first_price(), *second_price()))

    return answer
