"""Service domains as arrays: what is declared of each, in the order of the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def unit_costs_declared(market: MarketState) -> np.ndarray:
    """What a place costs an average organization, yuan a month, shape (domains,)."""
    return np.array([d.unit_cost for d in market.world.domains])


def verifiabilities(market: MarketState) -> np.ndarray:
    """Part of quality that a third party can verify, shape (domains,)."""
    return np.array([d.verifiability for d in market.world.domains])


def names(market: MarketState) -> np.ndarray:
    """Names as labels, shape (domains,)."""
    return np.array([d.name for d in market.world.domains], dtype=object)
