"""Money follows the citizen: places that nobody uses move to those for whom citizens wait."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.kernel import QUEUED
from gpssim.rules.choice import moved_places
from gpssim.state import capacity

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def move_places(market: MarketState, units: np.ndarray) -> None:
    """Among the providers of one purchase that citizens choose between, unused places move to those that are full.

    The rest of the places' value goes with them, and with it the work that is owed; the purchase as a whole stays as large as it
    is. Only where somebody waits, and only as far as who is full has staff for more. ``units`` are the places that citizens found
    this month, of each contract, in survey units.
    """
    c = market.contracts
    rows = (c.active & c.by_choice & (c.places_move > 0.0) & (c.end > market.month + 1)).nonzero()[0]
    waits = market.cells[c.district[rows], c.domain[rows]][..., QUEUED].sum(axis=-1) > 0 if rows.size else rows
    rows = rows[np.asarray(waits, dtype=bool)]
    rows = rows[np.argsort(c.project[rows], kind="stable")]
    full = (market.heard[rows, 0] >= units[rows]) & (units[rows] > 0)
    unused = c.places_move[rows] * idle_places(market, rows, full)
    free: dict[int, np.ndarray] = {}
    edges = np.diff(c.project[rows]).nonzero()[0] + 1
    for first, last in pairwise([0, *edges.tolist(), rows.size]):
        together = slice(first, last)
        some = bool(full[together].any() and unused[together].any())
        if some and move_among(market, rows[together], full[together], unused[together], free):
            free.clear()  # whoever got places has less room now


def idle_places(market: MarketState, rows: np.ndarray, full: np.ndarray) -> np.ndarray:
    """Places of some contracts that nobody uses and nothing was delivered or paid for; none of those that are full."""
    c = market.contracts
    months, price = c.end[rows] - c.start[rows], c.price[rows] - c.fee[rows]
    kept = np.maximum(c.delivered[rows] / months, c.paid_fen[rows] / 100.0 / (price * months))
    idle = np.where(full, 0.0, np.minimum(c.places[rows] - c.delivered_places[rows], c.places[rows] - kept))
    return np.maximum(0.0, idle)


def move_among(market: MarketState, rows: np.ndarray, full: np.ndarray, unused: np.ndarray, free: dict[int, np.ndarray]) -> bool:
    """The moves of one purchase; whether anything moved. ``free``: places free by domain, as far as they were asked for before."""
    c, domain = market.contracts, int(market.contracts.domain[rows[0]])
    if domain not in free:
        free[domain] = capacity.places_free(market, domain, market.month)
    change = moved_places(unused, np.where(full, np.maximum(0.0, free[domain][c.organization[rows]]), 0.0))
    if not change.any():
        return False
    c["places"][rows] += change
    c["value"][rows] += (c.price[rows] - c.fee[rows]) * change * (c.end[rows] - c.start[rows])
    np.add.at(market.organizations["contracted"], (c.organization[rows], c.domain[rows]), change)
    return True
