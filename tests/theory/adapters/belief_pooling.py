"""Purchasers learn quality from signals, their own or everybody's, and commission the organization they believe best."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.integrate import quad
from scipy.special import ndtr

from gpssim.information.beliefs import gain, precision, update
from gpssim.mechanisms.directed_commission import DirectedCommission
from gpssim.streams import Luck

N_DRAWS = 40_000


def answers(inputs: dict[str, Any]) -> Any:
    prior, noise, n = inputs["s0"], inputs["se"], inputs["n"]

    def known(m: int, k: int) -> np.ndarray:
        """k signals of one's own and k of each of m - 1 others, all disclosed."""
        return precision(noise, k) + precision(noise, (m - 1) * k, 1.0)

    @lru_cache
    def choices(m: int, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Squared error of one belief, true quality and mean signal of the organization chosen."""
        luck, keys = Luck.of(16, m).at(k), (np.arange(N_DRAWS)[:, None], np.arange(n)[None, :])
        quality = prior * luck.normals("quality", *keys)
        signal = quality + noise * np.mean([luck.normals("signal", *keys, s) for s in range(m * k)], axis=0)
        belief, _ = update(0.0, prior**2, signal, known(m, k))
        chosen = DirectedCommission().score(np.ones_like(belief), belief, 2.0).argmax(axis=1)
        rows = np.arange(N_DRAWS)
        return (belief[:, 0] - quality[:, 0]) ** 2, quality[rows, chosen], signal[rows, chosen]

    def of_signals(quantity: str) -> float:
        """Beliefs after signals that the quantity's own name lists or counts, one update each."""
        named = [float(x) for x in re.findall(r"-?\d*\.\d+", quantity)]
        signals = named or [0.0] * int(re.findall(r"\d+", quantity)[0])
        mean, variance = np.asarray(0.0), np.asarray(prior**2)
        for signal in signals:
            mean, variance = update(mean, variance, signal, precision(noise))
        return float(mean if quantity.startswith("posterior_mean") else variance)

    def largest(x: float) -> float:
        """x times the density of the largest of n standard normals."""
        return float(x * n * ndtr(x) ** (n - 1) * np.exp(-x * x / 2.0) / np.sqrt(2.0 * np.pi))

    def answer(quantity: str, of: dict[str, Any]) -> float | np.ndarray:
        if quantity == "E_max_std_normal":
            return float(quad(largest, -12.0, 12.0, epsabs=1e-12)[0])
        if "m" not in of:
            return of_signals(quantity)
        if quantity == "posterior_var":
            return float(update(0.0, prior**2, 0.0, known(of["m"], of["k"]))[1])
        if quantity == "total_gain":
            return float(gain(prior**2, known(of["m"], of["k"])))
        error, chosen, seen = choices(of["m"], of["k"])
        return {"MSE": error, "E_selected_quality": chosen, "optimizer_curse": seen - chosen}[quantity]

    return answer
