"""How officials come to contract out: others who do, results that are disclosed, the wish to do it oneself."""

from __future__ import annotations

import numpy as np


def adopters_seen(adopted: np.ndarray, neighbors: np.ndarray, weight: float) -> np.ndarray:
    """Share of adopters that each purchaser sees: ``weight`` on its neighbors, the rest on all others.

    ``adopted`` bool (n,); ``neighbors`` bool (n, n) with an empty diagonal. Nobody to look at: 0.
    Source: Berry & Berry 1990 (regional diffusion).

    >>> adopters_seen(np.array([True, False, False]), np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=bool), 1.0).tolist()
    [0.0, 0.5, 0.0]
    """
    n = adopted.size
    near = neighbors @ adopted.astype(np.float64) / np.maximum(1, neighbors.sum(axis=1))
    all_others = (adopted.sum() - adopted) / max(1, n - 1)
    return np.asarray(weight * near + (1.0 - weight) * all_others)


def pressure(seen: np.ndarray, advantage: np.ndarray, bias: float, imitation: float, evidence: float) -> np.ndarray:
    """What speaks for contracting out: imitation * share seen + evidence * advantage believed - in-house bias.

    Source: Granovetter 1978 (thresholds); wait and see is a high threshold.
    """
    return np.asarray(imitation * seen + evidence * advantage - bias)


def adopts(pressure: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    """Who adopts when it considers it: those whose pressure reaches their threshold. Source: Granovetter 1978."""
    return np.asarray(pressure >= threshold)


def result_worth(quality: np.ndarray | float, price: np.ndarray | float, quality_value: np.ndarray | float) -> np.ndarray:
    """What a contract turned out to be worth to its purchaser, in unit costs: value of the quality found, less price above cost.

    ``price`` in unit costs of the domain; an ordinary service at its cost is worth 0.

    >>> float(result_worth(1.0, 1.1, 0.35).round(12))
    0.25
    """
    return np.asarray(quality_value * quality - (price - 1.0))


def learned(belief: float, result: float, weight: float) -> float:
    """A belief after one result: it moves towards it by ``weight``. Source: reinforcement with a fixed rate (Erev & Roth 1998).

    >>> learned(0.0, 0.4, 0.25)
    0.1
    """
    return belief + weight * (result - belief)
