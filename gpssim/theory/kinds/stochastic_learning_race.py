"""Two providers ask what a unit costs them and learn from every win; a supplier pool compares prices with mistakes (logit)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from gpssim.analysis.concentration import hhi
from gpssim.rules.learning import experience_next, exponent, unit_cost
from gpssim.theory.awards import awarded
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.pool import SupplierPool
from gpssim.theory.textbook.discrete_choice import choice_shares

KNOWN: Final = (
    "E_HHI_T",
    "E_leader_share",
    "E_total_cost",
    "E_cost_last_round",
    "P(e=(2,1) firm) wins round 2",
    "P_monopolised(one firm won all T)",
)
STATE: Final = re.compile(r"P\(e=\((\d+),\s*(\d+)\) firm\) wins(?: round \d+)?")
FIRST: Final = 1.0
NOTHING_FORGOTTEN: Final = 1.0


@dataclass(frozen=True)
class _Race:
    setting: Setting
    first: float
    exponent: float
    pool: SupplierPool
    contracts: int

    def costs(self, experience: np.ndarray) -> np.ndarray:
        return unit_cost(self.first, experience, self.exponent)

    @cached_property
    def histories(self) -> tuple[np.ndarray, np.ndarray]:
        """Wins of both providers and total cost of each history."""
        n = self.setting.n_draws
        experience, total = np.full((n, 2), FIRST), np.zeros(n)
        for t in range(self.contracts):
            asked = self.costs(experience)
            winner = awarded(self.pool, asked, experience - FIRST, self.setting.luck, t)
            total += asked[np.arange(n), winner]
            experience = experience_next(experience, NOTHING_FORGOTTEN, np.eye(2)[winner])
        return experience - FIRST, total

    def wins_from(self, experience: tuple[float, float]) -> np.ndarray:
        """Whether the first provider wins one contract with these experiences."""
        asked = np.tile(self.costs(np.array(experience)), (self.setting.n_draws, 1))
        luck = self.setting.luck.at(*map(int, experience))
        return np.asarray(awarded(self.pool, asked, np.zeros_like(asked), luck, 0) == 0)

    def last_cost(self) -> float:
        """Expected cost of the last contract, from the chances of every way in which the first ones may have gone."""
        law = np.array([1.0])  # by wins of the first provider
        for t in range(self.contracts):
            own = np.arange(t + 1, dtype=np.float64)
            asked = self.costs(np.stack([FIRST + own, FIRST + t - own], axis=1))
            wins = choice_shares(self.pool.attractions(asked, np.zeros_like(asked)), 1.0)
            expected = float(law @ (wins * asked).sum(axis=1))
            law = np.append(law * wins[:, 1], 0.0) + np.insert(law * wins[:, 0], 0, 0.0)
        return expected


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """First cost, progress ratio, precision of comparing and number of contracts from the case."""
    pool = SupplierPool(call_off="logit", precision=float(inputs["lam"]))
    race = _Race(setting, float(inputs["kappa"]), exponent(float(inputs["PR"])), pool, int(inputs["T"]))

    def answer(quantity: str, of: Inputs) -> Evidence:
        state = STATE.fullmatch(quantity)
        if state:
            return Simulated(race.wins_from((float(state[1]), float(state[2]))).astype(np.float64))
        if quantity == "E_cost_last_round":
            return Solved(race.last_cost())
        wins, total = race.histories
        if quantity == "E_HHI_T":
            return Simulated(hhi(wins))
        if quantity == "E_leader_share":
            return Simulated(wins.max(axis=1) / race.contracts)
        if quantity == "E_total_cost":
            return Simulated(total)
        if quantity.startswith("P_monopolised"):
            return Simulated((wins.max(axis=1) == race.contracts).astype(np.float64))
        raise quantity_unknown(quantity, KNOWN)

    return answer
