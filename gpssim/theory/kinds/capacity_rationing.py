"""More citizens come than there are places: the model's own month gives the places, districts stand for independent months."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

import numpy as np
from scipy import stats

from gpssim.agents.kernel import QUEUED, SERVED
from gpssim.theory.crowd import live, manner, people, supply
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

KNOWN: Final = ("E_served_binomial", "E_served_poisson", "coverage", "P_rationing")
AT_ONCE: Final = 500_000
"""Citizens who live a month together."""
TAIL: Final = 1e-15
LAWS: Final = {"binomial": stats.binom, "poisson": stats.poisson}
SLOW: Final = True


@dataclass(frozen=True)
class _Demand:
    """Independent months with demand from a law."""

    setting: Setting
    law: Any
    capacity: int

    @cached_property
    def months(self) -> np.ndarray:
        """The citizens' month in each of many districts whose demand is drawn."""
        uniforms = self.setting.luck.uniforms("demand", self.capacity, np.arange(self.setting.n_draws))
        return self._lived(self.law.ppf(uniforms).astype(np.int64))

    def coverage(self) -> float:
        """Expected citizens served over expected demand: every possible demand is lived once."""
        demand = np.arange(int(self.law.ppf(1.0 - TAIL)) + 1)
        chance = self.law.pmf(demand)
        return float(chance @ self._lived(demand)[:, SERVED] / (chance @ demand))

    def _lived(self, demand: np.ndarray) -> np.ndarray:
        luck, blocks = self.setting.luck, np.cumsum(demand) // AT_ONCE
        parts = np.split(demand, np.flatnonzero(np.diff(blocks)) + 1)
        months = [live(people(d), supply(d.size, self.capacity), manner(), luck.at(k)) for k, d in enumerate(parts)]
        return np.concatenate(months)


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Laws of demand from the case, or from a value that gives its own."""

    @cache
    def lived(law: str, numbers: tuple[float, ...], capacity: int) -> _Demand:
        return _Demand(setting, LAWS[law](*numbers), capacity)

    def demand(quantity: str, of: Inputs) -> _Demand:
        both = {**inputs, **of}
        if quantity.endswith("poisson"):
            return lived("poisson", (float(of["lambda"] if "lambda" in of else both["lamP"]),), int(of["K"]))
        return lived("binomial", (int(both["N"]), float(both["p"])), int(of["K"]))

    def answer(quantity: str, of: Inputs) -> Evidence:
        law = quantity.removesuffix("_binomial").removesuffix("_poisson")
        if law == "E_served":
            return Simulated(demand(quantity, of).months[:, SERVED])
        if law == "P_rationing":
            return Simulated((demand(quantity, of).months[:, QUEUED] > 0.0).astype(np.float64))
        if law == "coverage":
            return Solved(demand(quantity, of).coverage())
        raise quantity_unknown(quantity, KNOWN)

    return answer
