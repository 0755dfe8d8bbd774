"""One strong and several weak bidders in a first-price tender (numeric equilibrium), and truthful ones in a second-price tender."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

import numpy as np

from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import SECOND_PRICE, costs_of, lowest_wins, of_winner, table_of
from gpssim.theory.textbook.asymmetric import Asymmetric, BidderClass

SLOW: Final = True


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Laws S and W, one bidder of the first and m of the second."""
    return between(law(inputs["S"]), law(inputs["W"]), int(inputs["m"]), setting)


@dataclass(frozen=True)
class Tenders:
    """What is held: one strong bidder against m weak ones."""

    strong: Any
    weak: Any
    m: int
    setting: Setting

    @cached_property
    def equilibrium(self) -> Asymmetric:
        return Asymmetric((BidderClass(self.strong, 1), BidderClass(self.weak, self.m)))

    @property
    def span(self) -> float:
        """Range of costs."""
        ends = [float(x) for costs in (self.strong, self.weak) for x in costs.support()]
        return max(ends) - min(ends)

    def costs(self, part: int) -> np.ndarray:
        """Private costs, the strong bidder's first."""
        luck, n = self.setting.luck.at(part), self.setting.n_draws
        return np.column_stack([costs_of(self.strong, 1, luck.at(1), n), costs_of(self.weak, self.m, luck.at(2), n)])

    @cached_property
    def first_price(self) -> dict[str, np.ndarray]:
        cost = self.costs(1)
        price = np.empty_like(cost)
        for k, costs in enumerate((self.strong, self.weak)):
            low, high = (float(x) for x in costs.support())
            own = slice(0, 1) if k == 0 else slice(1, None)
            price[:, own] = table_of(partial(self.equilibrium.bids, k), low, high)(cost[:, own])
        winner, paid = lowest_wins(price)
        found = {"E_price": paid, "P_strong_wins": winner == 0, "E_winner_cost": of_winner(cost, winner)}
        return found | {"E_price_FPA": paid, "E_winner_cost_FPA": found["E_winner_cost"]}

    @cached_property
    def second_price(self) -> dict[str, np.ndarray]:
        cost = self.costs(2)
        winner, paid = lowest_wins(cost, SECOND_PRICE)
        return {"E_price_SPA": paid, "E_winner_cost_efficient": of_winner(cost, winner)}


def between(strong: Any, weak: Any, m: int, setting: Setting) -> Answer:
    """Answers about one strong bidder against m weak ones."""
    tenders, classes = Tenders(strong, weak, m, setting), {"bid_strong": 0, "bid_weak": 1}

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "lowest_bid":
            return Solved(tenders.equilibrium.lowest, tenders.span)
        if quantity in classes:
            bid = tenders.equilibrium.bids(classes[quantity], np.array([float(of["c"])]))
            return Solved(float(bid[0]), tenders.span)
        if quantity in tenders.second_price:
            return Simulated(tenders.second_price[quantity])
        if quantity not in tenders.first_price:
            raise quantity_unknown(quantity, ("lowest_bid", *classes, *tenders.first_price, *tenders.second_price))
        return Simulated(tenders.first_price[quantity])

    return answer
