"""Independent reference for ``mechanisms.open_tender``: rent and price where bidders are truthful and pay is the threshold."""

from __future__ import annotations

import numpy as np

from gpssim.bidding.quadrature import CostLaw
from gpssim.mechanisms.open_tender import OpenTender

MOST_NODES = 400


def expected_rent(mechanism: OpenTender, costs: CostLaw, n: int) -> tuple[float, float]:
    """Expected rent of one of ``n`` bidders, and expected price paid, where each offers its cost.

    Parameters
    ----------
    mechanism : a tender decided on price alone and paid by the threshold; its own score and payment are used.
    costs : law of cost on a finite support, the top of which is the ceiling.
    n : bidders, at least 1.

    Returns
    -------
    Rent of a bidder over losing and winning, and price paid, both in the unit of cost. Source: Vickrey 1961.
    """
    top = costs.support()[1]
    nodes, weights = np.polynomial.legendre.leggauss(min(MOST_NODES, 32 + n // 2))
    own, mass = 0.5 * (nodes + 1.0), 0.5 * weights
    cost = np.asarray(costs.ppf(own))
    if n == 1:
        alone = np.asarray(mechanism.pays(cost[:, None], np.zeros(len(cost), dtype=int), top))
        return float(mass @ (alone - cost)), float(mass @ alone)
    above = np.asarray(costs.sf(cost))
    survivors = above[:, None] * 0.5 * (nodes[None, :] + 1.0)  # chance that a rival costs more: the winner's best loser lies above
    rival = np.asarray(costs.ppf(1.0 - survivors))
    density = (n - 1) * survivors ** (n - 2) * above[:, None] * 0.5 * weights[None, :]
    offers = np.stack([np.broadcast_to(cost[:, None], rival.shape), rival], axis=-1)
    wins = mechanism.score(offers, np.zeros_like(offers), top).argmax(axis=-1) == 0
    paid = mechanism.pays(offers, np.zeros(rival.shape, dtype=int), top)
    rent = np.where(wins, density * (paid - cost[:, None]), 0.0).sum(axis=1)
    price = np.where(wins, density * paid, 0.0).sum(axis=1)
    return float(mass @ rent), float(n * (mass @ price))
