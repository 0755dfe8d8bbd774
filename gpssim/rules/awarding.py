"""Who gets a contract where the best does not simply win: in turn, by lot weighted with success, or with mistakes.

Each rule gives a standing for every offer, last axis: the highest gets the contract. An absent offer has price ``inf`` and standing
``-inf``.
"""

from __future__ import annotations

import numpy as np

from gpssim.rules.choice import attraction, liking


def success_weight(awards: np.ndarray, start: float, exponent: float = 1.0) -> np.ndarray:
    """Weight of an organization with so many past awards: (start + awards)^exponent, ``start`` >= 0.

    Source: reinforcement (Eggenberger & Polya 1923; Arthur 1989); exponent 0 draws lots among equals.

    >>> success_weight(np.array([0, 1, 3]), 1.0).tolist()
    [1.0, 2.0, 4.0]
    """
    return np.asarray((start + np.asarray(awards, dtype=np.float64)) ** exponent)


def by_success(awards: np.ndarray, start: float, exponent: float, uniforms: np.ndarray) -> np.ndarray:
    """Chosen in proportion to :func:`success_weight`. Source: Luce 1959."""
    return liking(attraction(success_weight(awards, start, exponent)), 1.0, uniforms)


def by_price(prices: np.ndarray, precision: float, uniforms: np.ndarray) -> np.ndarray:
    """Chosen with probabilities proportional to exp(-precision * price): the lowest price after a Gumbel mistake.

    Parameters
    ----------
    precision : per unit of price, >= 0; 0 draws lots, ``inf`` takes the lowest.

    Source: logit choice (McFadden 1974) of a purchaser; McKelvey & Palfrey 1995.
    """
    if np.isinf(precision):
        return -np.asarray(prices, dtype=np.float64) + np.zeros(np.shape(uniforms))
    return liking(worth_of_price(prices, precision), 1.0, uniforms)


def worth_of_price(prices: np.ndarray, precision: float) -> np.ndarray:
    """-precision * price; ``-inf`` for an absent offer."""
    prices = np.asarray(prices, dtype=np.float64)
    return np.where(np.isfinite(prices), -precision * np.where(np.isfinite(prices), prices, 0.0), -np.inf)


def in_turn(awards: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """Fewest past awards first, a lot among those with equally many: whoever has waited longest.

    Source: rotation among members of a framework agreement (Order 110 (2022), art. 35: 顺序轮候), MEMORY.
    """
    return np.asarray(uniforms - np.asarray(awards, dtype=np.float64))


def eliminated(prices: np.ndarray, part: float, uniforms: np.ndarray) -> np.ndarray:
    """Which offers (n,) a stage strikes out: the dearest, at least a part of all and at least one; a lot among equals.

    Parameters
    ----------
    part : in [0, 1]; 0 strikes out nobody.

    Source: closed framework agreements (Order 110 (2022)): at least 20 % and at least one, VERIFIED.

    >>> eliminated(np.array([80.0, 95.0, 90.0, 70.0, 90.0, 60.0]), 0.2, np.full(6, 0.5)).tolist()
    [False, True, True, False, False, False]
    """
    out = np.zeros(np.size(prices), dtype=bool)
    if part > 0.0 and out.size:
        dearest = np.lexsort((uniforms, -np.asarray(prices, dtype=np.float64)))
        out[dearest[: max(1, int(np.ceil(part * out.size - 1e-9)))]] = True
    return out
