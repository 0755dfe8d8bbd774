"""Money follows the citizen: places that nobody uses move to those for whom citizens wait."""

from __future__ import annotations

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
    rows = np.flatnonzero(c.active & c.by_choice & (c.places_move > 0.0) & (c.end > market.month + 1))
    waits = market.cells[c.district[rows], c.domain[rows]][..., QUEUED].sum(axis=-1) > 0 if rows.size else rows
    rows = rows[np.asarray(waits, dtype=bool)]
    for project in np.unique(c.project[rows]):
        together = rows[c.project[rows] == project]
        if together.size > 1:
            move_among(market, together, units)


def move_among(market: MarketState, rows: np.ndarray, units: np.ndarray) -> None:
    """The moves of one purchase."""
    c = market.contracts
    full = (market.heard[rows, 0] >= units[rows]) & (units[rows] > 0)
    months = c.end[rows] - c.start[rows]
    price = c.price[rows] - c.fee[rows]
    kept = np.maximum(c.delivered[rows] / months, c.paid_fen[rows] / 100.0 / (price * months))
    idle = np.where(full, 0.0, np.minimum(c.places[rows] - c.delivered_places[rows], c.places[rows] - kept))
    free = capacity.places_free(market, int(c.domain[rows[0]]), market.month)[c.organization[rows]]
    change = moved_places(c.places_move[rows] * np.maximum(0.0, idle), np.where(full, np.maximum(0.0, free), 0.0))
    c["places"][rows] += change
    c["value"][rows] += price * change * months
    np.add.at(market.organizations["contracted"], (c.organization[rows], c.domain[rows]), change)
