"""Independent reference for ``mechanisms.open_tender``: what a price preference costs, and the one that costs least."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from gpssim.mechanisms.open_tender import OpenTender
from gpssim.theory.peaks import maximizer

NODES: Final = 24
"""Gauss-Legendre nodes in each smooth piece."""
PREFERRED: Final = np.array([False, True])


@dataclass(frozen=True, slots=True)
class TwoClasses:
    """A truthful bidder without and one with a preference; their laws of cost are frozen distributions with ``pdf``."""

    other: Any
    preferred: Any
    ceiling: float
    """Yuan per place-month, of the preferred; the tender says what it is for others."""


def expected_payment(tender: OpenTender, bidders: TwoClasses) -> float:
    """Expected payment of a tender that pays the threshold price, by quadrature over both costs.

    The inner integral is cut where the winner or its ceiling changes, the outer one where those cuts enter the other's costs.
    """
    low, high = bidders.other.support()
    start, end = bidders.preferred.support()
    cuts = tender.undone(np.array([low, high, tender.ceiling_of_others * bidders.ceiling]), np.array(True))
    cost, weight = _nodes(np.unique(np.clip([start, *cuts, end], start, end)))
    return float(np.dot(weight * bidders.preferred.pdf(cost), _given_preferred(tender, bidders, cost)))


def best_amount(tender: OpenTender, bidders: TwoClasses) -> float:
    """The additive preference that makes the expected payment least, yuan per place-month. Source: McAfee & McMillan 1989."""
    (low, high), (start, end) = bidders.other.support(), bidders.preferred.support()
    reach = max(abs(end - high), abs(start - low)) + 0.5 * min(high - low, end - start)

    def saved(amount: float) -> float:
        return -expected_payment(replace(tender, additive_preference=amount), bidders)

    return maximizer(saved, -reach, reach)


def _given_preferred(tender: OpenTender, bidders: TwoClasses, cost: np.ndarray) -> np.ndarray:
    """Expected payment given each cost (n,) of the preferred bidder."""
    low, high = bidders.other.support()
    at = [np.full_like(cost, x) for x in (low, bidders.ceiling, high)]
    at[1] = tender.evaluated(at[1], np.array(True))
    ends = np.sort(np.clip([*at, tender.evaluated(cost, np.array(True))], low, high), axis=0)
    other, weight = _nodes(ends.T)
    prices = np.stack([other, np.broadcast_to(cost[:, None], other.shape)], axis=-1)
    score = tender.score(tender.evaluated(prices, PREFERRED), np.zeros_like(prices), bidders.ceiling)
    paid = tender.pays(prices, score.argmax(axis=-1), bidders.ceiling, PREFERRED)
    return np.asarray((weight * bidders.other.pdf(other) * paid).sum(axis=-1))


def _nodes(ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Nodes and weights of all pieces between ascending ends (..., k): arrays (..., (k - 1) NODES)."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    left, half = ends[..., :-1, None], 0.5 * np.diff(ends, axis=-1)[..., None]
    shape = (*ends.shape[:-1], -1)
    return (left + half * (nodes + 1.0)).reshape(shape), (half * weights).reshape(shape)
