"""Offers are compared by a weight on a noisy rating of quality less price, where able organizations may also be dear.

Organizations offer at cost (mark-up 0), one juror rates them with an error, and the highest worth less price is commissioned.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from scipy.optimize import brentq

from gpssim.errors import impossible
from gpssim.information.committee import Panel, Papers, combined, errors, ratings
from gpssim.mechanisms.directed_commission import DirectedCommission
from gpssim.rules.pricing import markup_price
from gpssim.theory.evidence import Answer, Evidence, Inputs, Setting, Simulated, Solved, quantity_unknown
from gpssim.theory.order_statistics import largest_normal

CHOICE: Final = DirectedCommission()
FAR: Final = 1e12


def answers(inputs: Inputs, setting: Setting) -> Answer:
    """One joint law of quality and cost, several weights."""
    n = int(inputs["n"])

    @lru_cache
    def offers() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Quality, price and rating, each of shape (n_draws, n)."""
        keys = (np.arange(setting.n_draws)[:, None], np.arange(n)[None, :])
        quality, cost = population(inputs, setting.luck.normals("quality", *keys), setting.luck.normals("cost", *keys))
        rating = rated(quality.ravel(), float(inputs["sn"]), setting).reshape(quality.shape)
        return quality, markup_price(cost, 0.0, FAR), rating

    def winners(weight: float) -> tuple[np.ndarray, np.ndarray]:
        quality, price, rating = offers()
        chosen = CHOICE.score(price, weight * rating, FAR).argmax(axis=1)[:, None]
        return np.take_along_axis(quality, chosen, 1)[:, 0], np.take_along_axis(price, chosen, 1)[:, 0]

    def answer(quantity: str, of: Inputs) -> Evidence:
        if quantity == "m_n":
            return Solved(largest_normal(n))
        if quantity.startswith("w_threshold"):
            return Solved(neutral_weight(inputs))
        if quantity not in ("E_quality", "E_cost"):
            raise quantity_unknown(quantity, ("m_n", "w_threshold(quality-neutral)", "E_quality", "E_cost"))
        return Simulated(winners(float(of["w"]))[quantity == "E_cost"])

    return answer


def population(inputs: Inputs, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Quality and cost of organizations from two standard normals each."""
    rho = float(inputs["rho"])
    if not -1.0 <= rho <= 1.0:
        raise impossible("rho", rho, "a correlation from -1 to 1")
    quality = inputs["muq"] + inputs["sq"] * first
    return quality, inputs["muc"] + inputs["sc"] * (rho * first + np.sqrt(1.0 - rho * rho) * second)


def rated(quality: np.ndarray, noise: float, setting: Setting) -> np.ndarray:
    """What a committee of one makes of each organization."""
    panel, none = Panel(1, 0, noise, 0.0, 0.0, 0.0, 0.0), np.zeros(quality.size)
    return combined(panel, ratings(panel, Papers(quality, none, none, none), errors(panel, setting.luck, np.arange(quality.size))))


def neutral_weight(inputs: Inputs) -> float:
    """The weight at which the comparison picks quality as a lot would: score and quality do not move together."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(8)
    mass = np.outer(weights, weights) / weights.sum() ** 2
    quality, cost = population(inputs, nodes[:, None] + 0.0 * nodes, nodes[None, :] + 0.0 * nodes[:, None])

    def together(weight: float) -> float:
        score = CHOICE.score(markup_price(cost, 0.0, FAR), weight * quality, FAR)
        return float((mass * score * (quality - inputs["muq"])).sum())

    reach = 1.0
    while together(-reach) * together(reach) > 0.0 and reach < FAR:
        reach *= 4.0
    if together(-reach) * together(reach) > 0.0:
        raise impossible("sq", inputs["sq"], "a number above 0")
    return float(brentq(together, -reach, reach, xtol=1e-15, rtol=1e-14))
