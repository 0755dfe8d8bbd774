"""A normal cost common to all, each with a normal signal of it: who bids its estimate, or its signal, wins where it erred most."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from scipy import stats

from gpssim.bidding.common_cost import expected_lowest
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.tendering import lowest_wins, table_of
from gpssim.theory.textbook.common_cost import NoisySignals

SLOW: Final = True
STEP: Final = 1.0


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """Cost N(mu, sc^2), signals with error N(0, se^2)."""
    prior, noise = stats.norm(float(inputs["mu"]), float(inputs["sc"])), stats.norm(0.0, float(inputs["se"]))

    @lru_cache
    def signals_of(n: int) -> NoisySignals:
        return NoisySignals(prior, noise, n)

    def shrinkage() -> float:
        """By how much the estimate moves with the signal."""
        middle, step = float(inputs["mu"]), STEP * float(inputs["se"])
        up, down = (signals_of(2).estimate(middle + d) for d in (step, -step))
        return (up - down) / (2.0 * step)

    @lru_cache
    def drawn(n: int, raw: bool) -> np.ndarray:
        luck, rows = setting.luck.at(n, int(raw)), np.arange(setting.n_draws)
        cost = np.asarray(prior.ppf(luck.uniforms("cost", rows)))
        signal = cost[:, None] + np.asarray(noise.ppf(luck.uniforms("signal", rows[:, None], np.arange(n)[None, :])))
        ends = (float(signal.min()), float(signal.max()))
        price = signal if raw else table_of(np.vectorize(signals_of(n).estimate), *ends, n_points=101)(signal)
        return np.asarray(lowest_wins(price)[1] - cost)

    def answer(quantity: str, of: Inputs) -> Evidence:
        kinds = {"E_winner_profit_bayes_no_WC_correction": False, "E_winner_profit_raw_signal": True}
        if quantity == "shrinkage_beta":
            return Solved(shrinkage())
        if quantity == "breakeven_markup":
            return Solved(signals_of(int(of["n"])).breakeven_markup())
        if quantity == "E_max_std_normal":
            return Solved(-expected_lowest(stats.norm(), int(of["n"])))
        if quantity not in kinds:
            raise quantity_unknown(quantity, ("shrinkage_beta", "breakeven_markup", "E_max_std_normal", *kinds))
        return Simulated(drawn(int(of["n"]), kinds[quantity]))

    return answer
