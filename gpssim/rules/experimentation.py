"""How a purchaser chooses among providers it is unsure about: the best by belief, or with some curiosity."""

from __future__ import annotations

from typing import Literal

import numpy as np

from gpssim.errors import unknown
from gpssim.rules.bandits import quality_bonus

Exploration = Literal["greedy", "softmax", "thompson", "gittins"]


def softened(mean: np.ndarray, temperature: float, uniforms: np.ndarray) -> np.ndarray:
    """Beliefs with Gumbel shocks of this scale: the highest is chosen with logit probabilities; 0 leaves beliefs alone.

    Source: Luce 1959, McFadden 1974.
    """
    return np.asarray(mean - temperature * np.log(-np.log(uniforms)) if temperature > 0.0 else mean)


def sampled(mean: np.ndarray, variance: np.ndarray | float, normals: np.ndarray) -> np.ndarray:
    """A quality drawn from each belief: the highest is chosen with the probability that it is best. Source: Thompson 1933."""
    return np.asarray(mean + np.sqrt(variance) * normals)


def indexed(mean: np.ndarray, variance: np.ndarray | float, noise_sd: float, discount: float) -> np.ndarray:
    """The sure quality that is worth as much as trying each. Source: Gittins 1979."""
    return np.asarray(mean + quality_bonus(np.asarray(variance), noise_sd, discount))


def explored(
    rule: str, belief: tuple[np.ndarray, np.ndarray | float], luck: tuple[np.ndarray, np.ndarray], trial: tuple[float, float, float]
) -> np.ndarray:
    """Beliefs as a rule of choice looks at them; the highest is chosen.

    Parameters
    ----------
    rule : greedy, softmax, thompson or gittins.
    belief : posterior mean and variance of quality, latent.
    luck : a uniform in (0, 1) and a standard normal for each.
    trial : temperature of softmax, noise of what one contract tells (latent sd), discount factor a contract.
    """
    (mean, variance), (uniforms, normals), (temperature, noise_sd, discount) = belief, luck, trial
    if rule == "softmax":
        return softened(mean, temperature, uniforms)
    if rule == "thompson":
        return sampled(mean, variance, normals)
    if rule == "gittins":
        return indexed(mean, variance, noise_sd, discount)
    if rule != "greedy":
        raise unknown("rule of exploration", rule, ("greedy", "softmax", "thompson", "gittins"))
    return np.asarray(mean)
