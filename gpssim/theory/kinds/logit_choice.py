"""Citizens choose among providers by utility and taste, in the model's own compiled month; shares and surplus from the same rule."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.analysis.concentration import hhi
from gpssim.bidding.optimum import slope
from gpssim.errors import impossible
from gpssim.rules.choice import choice_shares, inclusive_value, liking
from gpssim.theory.crowd import live, manner, people, supply
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown

PARTS: Final = ("gpssim.agents.kernel", "gpssim.rules.choice", "gpssim.analysis.concentration")
KNOWN: Final = ("share", "logsum", "E_max_utility", "own_elasticity_term s0(1-s0)/mu", "HHI_of_shares")
ELASTICITY: Final = re.compile(r"own_elasticity_term(?: s(\d+)\(1-s\d+\)/mu)?")
FINE: Final = 0.01
"""Step of differences, relative to the scale of taste."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Utilities of the options and the scale of taste."""
    utility, scale = np.array(inputs["u"], dtype=np.float64), float(inputs["mu"])
    if utility.ndim != 1 or not utility.size or not scale > 0.0:
        raise impossible("u, mu", (inputs["u"], scale), "a list of utilities and a scale above 0")
    n = setting.n_draws

    @lru_cache
    def chosen() -> np.ndarray:
        """The option that each citizen gets in a month of the model."""
        crowd = people(np.array([n]))
        live(crowd, supply(1, n, utility=utility), manner(choice_scale=scale), setting.luck)
        return crowd.contract[:, 0]

    def best() -> np.ndarray:
        uniforms = setting.luck.uniforms("taste of an option", np.arange(n)[:, None], np.arange(utility.size)[None, :])
        return liking(utility, scale, uniforms).max(axis=1)

    def own_slope(k: int) -> float:
        raised = np.eye(utility.size)[k]
        return slope(lambda x: float(choice_shares(utility + x * raised, scale)[k]), 0.0, FINE * scale)

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "share":
            return Simulated((chosen() == int(of["index"])).astype(np.float64))
        if quantity == "E_max_utility":
            return Simulated(best())
        if quantity == "logsum":
            return Solved(float(inclusive_value(utility, scale)))
        if quantity == "HHI_of_shares":
            return Solved(float(hhi(choice_shares(utility, scale))))
        found = ELASTICITY.fullmatch(quantity)
        if not found:
            raise quantity_unknown(quantity, KNOWN)
        return Solved(own_slope(int(found[1] or of.get("index", 0))))

    return answer
