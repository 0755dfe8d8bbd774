"""A purchaser that wants to pay little prefers the bidder who tends to cost more, by an amount found from what it would pay."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.errors import impossible
from gpssim.mechanisms.open_tender import OpenTender
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, markup_bids
from gpssim.theory.textbook.preference import TwoClasses, best_amount
from gpssim.theory.variants import held_preferring

NAMES: Final = re.compile(r"(E_payment|P_H_wins)_pref=(\w+)")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Two truthful bidders, uniform costs of one width; neither is paid more than its own highest possible cost."""
    low, high, width = float(inputs["sL"]), float(inputs["sH"]), float(inputs["width"])
    if not low <= high:
        raise impossible("sH", high, f"at least sL = {low}")
    laws = [law({"dist": "uniform", "low": start, "high": start + width}) for start in (low, high)]
    ceiling = high + width
    tender = OpenTender(
        rule="lowest_evaluated_price",
        price_rule="linear",
        payment="threshold",
        n_min=1,
        low_bid_judgment=0.0,
        ceiling_of_others=(low + width) / ceiling,
    )

    @lru_cache
    def best() -> float:
        return best_amount(tender, TwoClasses(laws[0], laws[1], ceiling))

    @lru_cache
    def drawn(amount: float) -> tuple[np.ndarray, np.ndarray]:
        cost = np.column_stack([costs_of(one, 1, setting.luck.at(k), setting.n_draws)[:, 0] for k, one in enumerate(laws)])
        preferring = replace(tender, additive_preference=amount)
        winner, paid = held_preferring(preferring, markup_bids(cost, ceiling), np.array([False, True]), ceiling)
        return paid, winner == 1

    def amount_of(word: str, of: Inputs) -> float:
        if "pref" in of:
            return float(of["pref"])
        return best() if word == "optimal" else float(word == "full") * (high - low)

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "optimal_additive_preference":
            return Solved(best())
        named = NAMES.fullmatch(quantity)
        if named is None or ("pref" not in of and named[2] not in ("none", "optimal", "full")):
            raise quantity_unknown(quantity, ("optimal_additive_preference", "E_payment_pref=none", "P_H_wins_pref=optimal"))
        paid, preferred_wins = drawn(amount_of(named[2], of))
        return Simulated(paid if named[1] == "E_payment" else preferred_wins)

    return answer
