"""Service domains as arrays: what is declared of each, in the order of the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.state.declared_domains import DeclaredDomains

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def declared(market: MarketState) -> DeclaredDomains:
    """What the market's world declares of its domains: read once, and anew where the world was replaced."""
    return market.declared.recall(
        id(market.world), lambda: DeclaredDomains.of(market.world)
    )  # which keeps it, so that no other has its id


def unit_costs_declared(market: MarketState) -> np.ndarray:
    """What a place costs an average organization, yuan a month, shape (domains,)."""
    return declared(market).unit_cost


def verifiabilities(market: MarketState) -> np.ndarray:
    """Part of quality that a third party can verify, shape (domains,)."""
    return declared(market).verifiability


def names(market: MarketState) -> np.ndarray:
    """Names as labels, shape (domains,)."""
    return np.array([d.name for d in market.world.domains], dtype=object)
