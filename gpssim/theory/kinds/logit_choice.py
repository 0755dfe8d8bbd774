"""Citizens choose among providers by utility and taste, in the model's own month; shares and surplus from the same rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from gpssim.analysis.concentration import hhi
from gpssim.errors import impossible
from gpssim.rules.choice import liking
from gpssim.theory.crowd import live, manner, people, supply
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.peaks import slope
from gpssim.theory.textbook.discrete_choice import choice_shares, inclusive_value

SLOW: Final = True
"""The month of the citizens is compiled first."""
KNOWN: Final = ("share", "logsum", "E_max_utility", "own_elasticity_term s0(1-s0)/mu", "HHI_of_shares")
ELASTICITY: Final = re.compile(r"own_elasticity_term(?: s(\d+)\(1-s\d+\)/mu)?")
FINE: Final = 0.01
"""Step of differences, relative to the scale of taste."""


@dataclass(frozen=True)
class _Choice:
    setting: Setting
    utility: np.ndarray
    scale: float

    @cached_property
    def chosen(self) -> np.ndarray:
        """The option that each citizen gets in a month of the model."""
        n = self.setting.n_draws
        crowd = people(np.array([n]))
        live(crowd, supply(1, n, utility=self.utility), manner(choice_scale=self.scale), self.setting.luck)
        return np.asarray(crowd.contract[:, 0])

    def best(self) -> np.ndarray:
        """Utility with taste of what each citizen likes most."""
        rows, options = np.arange(self.setting.n_draws)[:, None], np.arange(self.utility.size)[None, :]
        return np.asarray(liking(self.utility, self.scale, self.setting.luck.uniforms("taste", rows, options)).max(axis=1))

    def own_slope(self, k: int) -> float:
        """By how much an option's share rises with its own utility."""
        raised = np.eye(self.utility.size)[k]
        return slope(lambda x: float(choice_shares(self.utility + x * raised, self.scale)[k]), 0.0, FINE * self.scale)


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Utilities of the options and the scale of taste."""
    choice = _Choice(setting, np.array(inputs["u"], dtype=np.float64), float(inputs["mu"]))
    if choice.utility.ndim != 1 or not choice.utility.size or not choice.scale > 0.0:
        raise impossible("u, mu", (inputs["u"], choice.scale), "a list of utilities and a scale above 0")

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "share":
            return Simulated((choice.chosen == int(of["index"])).astype(np.float64))
        if quantity == "E_max_utility":
            return Simulated(choice.best())
        if quantity == "logsum":
            return Solved(float(inclusive_value(choice.utility, choice.scale)))
        if quantity == "HHI_of_shares":
            return Solved(float(hhi(choice_shares(choice.utility, choice.scale))))
        found = ELASTICITY.fullmatch(quantity)
        if not found:
            raise quantity_unknown(quantity, KNOWN)
        return Solved(choice.own_slope(int(found[1] or of.get("index", 0))))

    return answer
