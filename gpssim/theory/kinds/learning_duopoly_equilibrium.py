"""Two providers who learn by doing set prices with an eye on what winning teaches; the purchaser chooses with taste."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from gpssim.analysis.concentration import hhi
from gpssim.errors import impossible
from gpssim.theory.awards import awarded
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.pool import SupplierPool
from gpssim.theory.textbook.learning_race import Race, race_prices, race_states

KNOWN: Final = ("price", "P_win", "V", "E_HHI_30", "max_t expected one-period HHI (BDKS HHI^)")
CONTRACTS: Final = re.compile(r"E_HHI_(?:T=)?(\d+)")
LEFT: Final = 1e-12
"""Chance that the race is not yet over when its concentration is followed no more."""
MOST: Final = 5_000


@dataclass(frozen=True)
class _Duopoly:
    setting: Setting
    race: Race

    def state(self, at: Any) -> tuple[int, int]:
        """Experience of both, where the letter M stands for the highest."""
        named = {"M": self.race.most_experience, "m": self.race.learning_ends}
        own, rival = (named[x] if isinstance(x, str) and x in named else int(x) for x in at)
        if not 1 <= min(own, rival) <= max(own, rival) <= self.race.most_experience:
            raise impossible("at", list(at), f"two experiences from 1 to {self.race.most_experience}")
        return own, rival

    def concentration(self, contracts: int) -> np.ndarray:
        """Concentration of so many awards in each history in which both ask the equilibrium prices."""
        price = race_prices(self.race).price
        pool = SupplierPool(call_off="logit", precision=1.0 / self.race.taste)
        n = self.setting.n_draws
        experience, wins, rows = np.ones((n, 2), dtype=np.int64), np.zeros((n, 2)), np.arange(n)
        for t in range(contracts):
            asked = np.stack([price[experience[:, 0], experience[:, 1]], price[experience[:, 1], experience[:, 0]]], axis=1)
            winner = awarded(pool, asked, wins, self.setting.luck, t)
            wins[rows, winner] += 1.0
            experience[rows, winner] = np.minimum(experience[rows, winner] + 1, self.race.most_experience)
        return hhi(wins)

    def highest_expected(self) -> float:
        """Highest over time of the expected concentration of both providers' chances to win the next contract."""
        win, most = race_prices(self.race).win, self.race.most_experience
        each = hhi(np.stack([win, 1.0 - win], axis=-1))
        each[np.isnan(win)] = 0.0
        law = np.zeros_like(win)
        law[1, 1], highest = 1.0, 0.0
        for _ in range(MOST):
            highest = max(highest, float((law * each).sum()))
            if law[most, most] >= 1.0 - LEFT:
                break
            law = race_states(self.race, law)
        return highest


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Costs, experience, discount and scale of taste from the case."""
    race = Race(
        first_cost=float(inputs["kappa"]),
        progress_ratio=float(inputs["PR"]),
        learning_ends=int(inputs["m"]),
        most_experience=int(inputs["M"]),
        discount=float(inputs["beta_"] if "beta_" in inputs else inputs["beta"]),
        taste=float(inputs["sigma"]),
    )
    duopoly = _Duopoly(setting, race)

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity in ("price", "P_win", "V"):
            tables = race_prices(race)
            table = {"price": tables.price, "P_win": tables.win, "V": tables.value}[quantity]
            return Solved(float(table[duopoly.state(of["at"])]))
        if quantity.startswith("max_t expected one-period HHI"):
            return Solved(duopoly.highest_expected())
        found = CONTRACTS.fullmatch(quantity)
        if not found:
            raise quantity_unknown(quantity, KNOWN)
        return Simulated(duopoly.concentration(int(found[1])))

    return answer
