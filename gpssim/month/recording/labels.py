"""Names beside numbers in the rows of a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def domain_names(market: MarketState) -> np.ndarray:
    """Names of the domains as an array of labels."""
    return np.array([d.name for d in market.world.domains], dtype=object)
