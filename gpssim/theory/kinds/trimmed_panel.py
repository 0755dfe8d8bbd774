"""A committee drops its highest and its lowest rating before it takes the mean, which costs precision.

The variance of the committee's own combination of ratings is integrated over sorted ratings of jurors with errors of variance 1.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from gpssim.errors import impossible
from gpssim.information.committee import Panel, combined
from gpssim.theory.evidence import Answer, Inputs, Setting, Solved, quantity_unknown
from gpssim.theory.order_statistics import variance_of

QUANTITIES: Final = ("var_trimmed", "var_mean", "relative_efficiency")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Deterministic: nothing is drawn."""
    trim = int(inputs.get("trim", 1))

    def variance(n_jurors: int, dropped: int) -> float:
        if 2 * dropped >= n_jurors:
            raise impossible("J", n_jurors, f"more than {2 * dropped} jurors")
        panel = Panel(n_jurors, 0, 1.0, 0.0, 0.0, 0.0, 0.0, dropped)

        def together(rated: np.ndarray) -> np.ndarray:
            return combined(panel, rated)

        return variance_of(together, n_jurors)

    def answer(quantity: str, of: Inputs) -> Solved:
        n = int(of["J"])
        if quantity not in QUANTITIES:
            raise quantity_unknown(quantity, QUANTITIES)
        if quantity == "relative_efficiency":
            return Solved(variance(n, 0) / variance(n, trim))
        return Solved(variance(n, trim if quantity == "var_trimmed" else 0))

    return answer
