"""A strong and a weak bidder with uniform costs that end alike: a first-price tender among equilibrium bidders, a second-price one
among truthful ones.
"""

from __future__ import annotations

from typing import Final

from gpssim.theory.evidence import Answer, Inputs, Setting
from gpssim.theory.kinds.asymmetric_numeric import between
from gpssim.theory.laws import law

SLOW: Final = True


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Costs uniform on [C - ws, C] and [C - ww, C]."""
    top = float(inputs["C"])
    strong, weak = (law({"dist": "uniform", "low": top - float(inputs[w]), "high": top}) for w in ("ws", "ww"))
    return between(strong, weak, 1, setting)
