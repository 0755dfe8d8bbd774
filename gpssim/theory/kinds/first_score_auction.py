"""Price and quality are offered together and scored as s(q) - p: with the purchaser's own value as s, and with its best rule.

The bidders' qualities, pseudo-types and prices come from the solvers for scoring; the lowest price less worth wins the tender.
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import Final

import numpy as np

from gpssim.errors import unknown
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import costs_of, lowest_wins, number, of_winner, table_of
from gpssim.theory.textbook.optimal_rule import OptimalRule
from gpssim.theory.textbook.scoring_types import Rule, ScoringTypes, Work, price_less_worth

TYPES: Final = law({"dist": "uniform", "low": 1.0, "high": 2.0})
TECHNOLOGIES: Final = {
    "quad": (Rule(lambda q: q, lambda q: 1.0, 1e-9, 1e3), Work(lambda q: 0.5 * q * q, lambda q: q)),
    "lin": (Rule(lambda q: 2.0 * sqrt(q), lambda q: 1.0 / sqrt(q), 1e-9, 1e3), Work(lambda q: q, lambda q: 1.0)),
}
"""The purchaser's value of quality, and what quality costs at cost type 1."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Several (n) bidders with cost theta h(q), theta uniform on [1, 2]."""
    n, code = int(inputs["n"]), str(inputs["quality_cost"])
    if code not in TECHNOLOGIES:
        raise unknown("quality_cost", code, TECHNOLOGIES)
    value, work = TECHNOLOGIES[code]
    best = OptimalRule(TYPES, work, value)

    @lru_cache
    def bidders(rule: str) -> ScoringTypes:
        return ScoringTypes(TYPES, work, value if rule == "naive" else best.rule)

    @lru_cache
    def drawn(rule: str) -> dict[str, np.ndarray]:
        return first_score(bidders(rule), value, n, setting)

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "s_o'":
            at = of["at"]
            return Solved(best.marginal(float(at[0] if isinstance(at, list | tuple) else at)))
        name, _, rule = quantity.rpartition("_")
        if rule not in ("naive", "optimal"):
            raise quantity_unknown(quantity, ("s_o'", "quality_naive", "price_optimal", "E_price_naive"))
        if name in ("quality", "price"):
            offers = bidders(rule).offers(np.array([float(of["theta"])]), number(n))
            return Solved(float(offers[name == "price"][0]))
        if name not in drawn(rule):
            raise quantity_unknown(quantity, tuple(f"{known}_{rule}" for known in drawn(rule)))
        return Simulated(drawn(rule)[name])

    return answer


def first_score(bidders: ScoringTypes, value: Rule, n: int, setting: Setting) -> dict[str, np.ndarray]:
    """Tenders held among n bidders who are paid their own price; the purchaser's utility is value less price."""
    theta = costs_of(bidders.law, n, setting.luck, setting.n_draws)
    low, high = (float(t) for t in bidders.law.support())
    quality = np.asarray(bidders.qualities(theta))
    price = table_of(lambda t: bidders.offers(t, number(n))[1], low, high)(theta)
    worth = table_of(lambda t: np.array([bidders.rule.worth(q) for q in bidders.qualities(t).tolist()]), low, high)(theta)
    winner, paid = lowest_wins(price_less_worth(price, worth))
    promised = of_winner(quality, winner)
    pays = paid + of_winner(worth, winner)
    gained = np.array([value.worth(q) for q in promised.tolist()])
    return {"E_buyer_utility": gained - pays, "E_price": pays, "E_quality": promised}
