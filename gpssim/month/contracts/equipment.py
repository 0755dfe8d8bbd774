"""Concessionaires invest from what users pay: equipment builds up, wears out, and passes on with the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def invest(market: MarketState, rows: np.ndarray) -> None:
    """The month's investment of some contracts: a cost of theirs; what is there wears out."""
    c = market.contracts
    if not (c.investment[rows].any() or c.invested[rows].any()):
        return
    spent = c.investment[rows] * c.delivered_places[rows]
    c["month_cost"][rows] += spent
    lasting = 1.0 - 1.0 / (MONTHS_PER_YEAR * market.world.fees.equipment_life)
    c["invested"][rows] = lasting * c.invested[rows] + spent
