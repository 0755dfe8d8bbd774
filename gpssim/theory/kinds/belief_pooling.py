"""Purchasers learn quality from signals, their own or everybody's, and commission the organization they believe best.

Signals go through the Kalman reputation system, others' by disclosure; the mechanism compares beliefs at equal prices.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np

from gpssim.information.beliefs import gain, precision
from gpssim.information.reputation.base import Record, Signals
from gpssim.information.reputation.kalman import Kalman
from gpssim.mechanisms.directed_commission import DirectedCommission
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.order_statistics import largest_normal

SIMULATED: Final = ("MSE", "E_selected_quality", "optimizer_curse")
LONGEST: Final = 25
"""Signals of one purchaser that are drawn one by one."""
NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """One prior and one noise, several numbers of purchasers and of signals."""
    prior, noise, n = float(inputs["s0"]), float(inputs["se"]), int(inputs["n"])
    system = Kalman(prior_sd=prior, drift=0.0)

    @lru_cache
    def choices(m: int, k: int) -> dict[str, np.ndarray]:
        """Commissions to whom is believed best: squared errors, quality of the chosen, its signals above its quality."""
        luck, rows = setting.luck.at(m, k), np.arange(setting.n_draws)
        keys = (rows[:, None], np.arange(n)[None, :])
        quality = prior * luck.normals("quality", *keys)
        each = k if k <= LONGEST else 1  # of many signals of one purchaser, their mean is drawn
        spread, signal = noise * np.sqrt(each / k), np.zeros_like(quality)
        for told in range(m * each):
            signal += (quality + spread * luck.normals("signal", *keys, told)) / (m * each)
        record = system.learn(system.begin(quality.shape, 0.0), Signals(signal, pooled(noise, m, k), float(m * k)))
        belief = system.score(record).mean
        chosen = DirectedCommission().score(np.ones_like(belief), belief, 2.0).argmax(axis=1)
        best = quality[rows, chosen]
        return {
            "MSE": (belief[:, 0] - quality[:, 0]) ** 2,
            "E_selected_quality": best,
            "optimizer_curse": signal[rows, chosen] - best,
        }

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "E_max_std_normal":
            return Solved(largest_normal(int(of.get("n", n))))
        if "(" in quantity and quantity.startswith(("posterior_mean", "posterior_var")):
            return Solved(after_signals(system, noise, quantity))
        if quantity in SIMULATED:
            return Simulated(choices(int(of["m"]), int(of["k"]))[quantity])
        if quantity not in ("posterior_var", "total_gain"):
            raise quantity_unknown(quantity, ("E_max_std_normal", "posterior_var", "total_gain", *SIMULATED))
        known = pooled(noise, int(of["m"]), int(of["k"]))
        record = system.learn(system.begin((), 0.0), Signals(np.zeros(()), known))
        return Solved(float(system.score(record).variance if quantity == "posterior_var" else gain(prior**2, known)))

    return answer


def pooled(noise: float, m: int, k: int) -> np.ndarray:
    """Precision of k signals of one's own and k of each of m - 1 other purchasers, all disclosed."""
    return np.asarray(precision(noise, k) + precision(noise, (m - 1) * k, 1.0))


def after_signals(system: Kalman, noise: float, quantity: str) -> float:
    """Beliefs after the signals that a quantity's name lists (``signals .7,-.2``) or counts (``4 signals``), one update each."""
    inside = quantity.partition("(")[2]
    listed = re.search(r"signals?[\s:=(\[]*(?=[-+.\d])(.*)", inside)
    values = [float(x) for x in NUMBER.findall(listed.group(1))] if listed else [0.0] * int(NUMBER.findall(inside)[0])
    record: Record = system.begin((), 0.0)
    for value in values:
        record = system.learn(record, Signals(np.asarray(value), precision(noise)))
    standing = system.score(record)
    return float(standing.mean if quantity.startswith("posterior_mean") else standing.variance)
