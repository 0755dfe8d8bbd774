"""Shocks, bonds and limited liability: when a provider walks away, and what the chance of it is worth in an offer."""

from __future__ import annotations

import numpy as np

from gpssim.rules.effort import quality_effort

Numbers = np.ndarray | float


def defaults(margin: Numbers, loss: Numbers, liability: Numbers) -> np.ndarray:
    """Whether a provider that met a shock walks away: what it still earns less the loss is worse than what it forfeits.

    All yuan, ``liability`` >= 0 what it forfeits or must pay. Source: Waehrer 1995 (bids and default); core model, eq. (7).
    """
    return np.asarray(margin) - loss < -np.asarray(liability)


def break_even_burden(chance: float, loss: float, liability: float) -> float:
    """What the chance of a shock adds to the cost at which an offer breaks even: min(p L / (1 - p), p D).

    A provider that walks away earns nothing and forfeits L; one that stays bears D. Source: core model, eq. (3).
    """
    if chance >= 1.0:
        return loss
    return min(chance * liability / (1.0 - chance), chance * loss)


def cost_cutting(productivity: float, kept: np.ndarray) -> np.ndarray:
    """Effort to cut cost, as a share of unit cost, shape (n,): the effort rule with the part of the cut that a provider keeps.

    ``productivity`` >= 0 is the effort of a provider that keeps everything. Source: Laffont & Tirole 1986; McAfee & McMillan 1986.
    """
    if productivity <= 0.0:
        return np.zeros_like(kept)
    return quality_effort(kept, np.zeros_like(kept), 1.0 / productivity, 0.0)[0]


def cutting_strain(effort: np.ndarray, productivity: float) -> np.ndarray:
    """What that effort costs, as a share of unit cost: half its square over productivity."""
    return 0.5 * effort * effort / productivity if productivity > 0.0 else np.zeros_like(effort)
