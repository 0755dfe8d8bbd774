"""A cost common to all, of which each bidder has a uniform signal: equilibrium bidders, and naive ones who bid their signal."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.errors import impossible
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.laws import law
from gpssim.theory.tendering import lowest_wins, table_of
from gpssim.theory.textbook.common_cost import NoisySignals

SLOW: Final = True
NUMBER: Final = r"([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)"
BID: Final = re.compile(rf"bid-x \(n=([0-9]+), x={NUMBER}\)")
INNER_LOW, INNER_HIGH = 3.0, 15.0
"""Statistics are of costs so many widths of the signal inside the ends."""


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Cost uniform on [cl, ch], signals cost plus uniform errors within eps."""
    eps, low, high = float(inputs["eps"]), float(inputs["cl"]), float(inputs["ch"])
    prior = law({"dist": "uniform", "low": low, "high": high})
    noise = law({"dist": "uniform", "low": -eps, "high": eps})

    @lru_cache
    def signals_of(n: int) -> NoisySignals:
        return NoisySignals(prior, noise, n)

    @lru_cache
    def drawn(n: int, naive: bool) -> np.ndarray:
        least, most = low + INNER_LOW * eps, high - INNER_HIGH * eps
        if not least < most:
            raise impossible("eps", eps, f"below {(high - low) / (INNER_LOW + INNER_HIGH):g} with these ends of cost")
        luck, rows = setting.luck.at(n, int(naive)), np.arange(setting.n_draws)
        cost = least + (most - least) * luck.uniforms("cost", rows)
        signal = cost[:, None] + np.asarray(noise.ppf(luck.uniforms("signal", rows[:, None], np.arange(n)[None, :])))
        price = signal if naive else table_of(signals_of(n).first_price, least - eps, most + eps)(signal)
        return lowest_wins(price)[1] - cost

    def answer(quantity: str, of: Inputs) -> Evidence:
        if found := BID.fullmatch(quantity):
            return _above(signals_of(int(found[1])), float(found[2]), high - low)
        if quantity in ("bid-x", "bid"):
            added = _above(signals_of(int(of["n"])), float(of["x"]), high - low)
            return added if quantity == "bid-x" else Solved(added.value + float(of["x"]), added.cost_range)
        kinds = {"E_winner_profit_equilibrium": False, "E_winner_profit_naive_zero_markup": True}
        if quantity not in kinds:
            raise quantity_unknown(quantity, ("bid-x (n=3, x=300.0)", *kinds))
        return Simulated(drawn(int(of["n"]), kinds[quantity]))

    return answer


def _above(signals: NoisySignals, x: float, span: float) -> Solved:
    """By how much a bid is above its signal."""
    return Solved(float(signals.first_price(np.array([x]))[0]) - x, span)
