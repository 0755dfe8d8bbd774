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

    def answer(quantity: str, of: dict[str, Any]) -> float | np.ndarray:
        if quantity == "E_max_std_normal":
            return largest_normal(n)
        if "m" not in of:
            return after_signals(prior, noise, quantity)
        known = pooled(noise, of["m"], of["k"])
        if quantity in ("posterior_var", "total_gain"):
            return float(update(0.0, prior**2, 0.0, known)[1] if quantity == "posterior_var" else gain(prior**2, known))
        return choices(prior, noise, n, of["m"], of["k"])[quantity]

    return answer


def pooled(noise: float, m: int, k: int) -> np.ndarray:
    """Precision of k signals of one's own and k of each of m - 1 other purchasers, all disclosed."""
    return precision(noise, k) + precision(noise, (m - 1) * k, 1.0)


@lru_cache
def choices(prior: float, noise: float, n: int, m: int, k: int) -> dict[str, np.ndarray]:
    """Commissions to the organization believed best: squared errors, true quality of the chosen, its signal above its quality."""
    luck, keys = Luck.of(16, m).at(k), (np.arange(N_DRAWS)[:, None], np.arange(n)[None, :])
    quality = prior * luck.normals("quality", *keys)
    signal = quality + noise * np.mean([luck.normals("signal", *keys, s) for s in range(m * k)], axis=0)
    belief, _ = update(0.0, prior**2, signal, pooled(noise, m, k))
    chosen = DirectedCommission().score(np.ones_like(belief), belief, 2.0).argmax(axis=1)
    rows = np.arange(N_DRAWS)
    error, best, seen = (belief[:, 0] - quality[:, 0]) ** 2, quality[rows, chosen], signal[rows, chosen]
    return {"MSE": error, "E_selected_quality": best, "optimizer_curse": seen - best}


def after_signals(prior: float, noise: float, quantity: str) -> float:
    """Beliefs after signals that the quantity's own name lists or counts, one update each."""
    named = [float(x) for x in re.findall(r"-?\d*\.\d+", quantity)]
    mean, variance = np.asarray(0.0), np.asarray(prior**2)
    for signal in named or [0.0] * int(re.findall(r"\d+", quantity)[0]):
        mean, variance = update(mean, variance, signal, precision(noise))
    return float(mean if quantity.startswith("posterior_mean") else variance)


def largest_normal(n: int) -> float:
    """Expectation of the largest of n standard normals."""
    return float(quad(lambda x: x * n * ndtr(x) ** (n - 1) * np.exp(-x * x / 2.0) / np.sqrt(2.0 * np.pi), -12, 12, epsabs=1e-12)[0])
