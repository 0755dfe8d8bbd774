"""A supplier pool draws each contract's provider in proportion to its past awards: histories, and the chain of one's awards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from gpssim.analysis.concentration import hhi
from gpssim.rules.awarding import success_weight
from gpssim.rules.choice import attraction
from gpssim.theory.awards import awarded
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.pool import SupplierPool
from gpssim.theory.textbook.discrete_choice import choice_shares

KNOWN: Final = ("E_HHI", "E_HHI_limit", "corr_of_successive_awards(P same firm rounds 1,2)", "P_one_firm_wins_all")
FAR: Final = 400
"""Awards from which the limit is extrapolated: concentration approaches it like one over the number of awards."""
PRICE: Final = 1.0


@dataclass(frozen=True)
class _Urn:
    setting: Setting
    n: int
    start: float

    def concentration(self, rounds: int) -> np.ndarray:
        """Concentration of so many awards in each history."""
        pool = SupplierPool(call_off="success", success_start=self.start)
        awards, rows = np.zeros((self.setting.n_draws, self.n)), np.arange(self.setting.n_draws)
        for t in range(rounds):
            awards[rows, awarded(pool, np.full((1, self.n), PRICE), awards, self.setting.luck, t)] += 1.0
        return hhi(awards)

    def chance(self, own: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Chance of a provider with so many awards to win, where its rivals together have so many (arrays of one shape).

        Weights are linear, so all rivals together count as one who started with all their weights.
        """
        weights = [success_weight(own, self.start), success_weight(others, (self.n - 1) * self.start)]
        return np.asarray(choice_shares(attraction(np.stack(weights, axis=-1)), 1.0)[..., 0])

    def expected(self, rounds: int) -> float:
        """Expected concentration: n times that of one provider's squared share, its awards followed as a chain."""
        law = np.array([1.0])
        for t in range(rounds):
            own = np.arange(t + 1)
            wins = self.chance(own, t - own)
            law = np.append(law * (1.0 - wins), 0.0) + np.insert(law * wins, 0, 0.0)
        return float(self.n * law @ (np.arange(rounds + 1) / rounds) ** 2)

    def limit(self) -> float:
        return 2.0 * self.expected(FAR) - self.expected(FAR // 2)

    def all_to_one(self, rounds: int) -> float:
        """Chance that whoever wins first wins every contract."""
        won = np.arange(1, rounds)
        return float(np.prod(self.chance(won, np.zeros_like(won))))


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Number of providers and weight of one without an award from the case."""
    urn = _Urn(setting, int(inputs["n"]), float(inputs["a"]))

    @cache
    def concentration(rounds: int) -> np.ndarray:
        return urn.concentration(rounds)

    def answer(quantity: str, of: Inputs) -> Evidence:
        rounds = int(of.get("T", inputs["T"]))
        if quantity == "E_HHI":
            return Simulated(concentration(rounds))
        if quantity == "E_HHI_limit":
            return Solved(urn.limit())
        if quantity.startswith("corr_of_successive_awards"):
            return Solved(urn.all_to_one(2))
        found = re.fullmatch(r"P_one_firm_wins_all(?:\(?_?T=(\d+)\)?)?", quantity)
        if not found:
            raise quantity_unknown(quantity, KNOWN)
        return Solved(urn.all_to_one(int(found[1]) if found[1] else rounds))

    return answer
