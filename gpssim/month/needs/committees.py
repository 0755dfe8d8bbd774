"""Residents' and villagers' committees: purchased services take over their tasks, and the time freed goes to residents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.participating import load_next
from gpssim.state import districts

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def relieve(market: MarketState) -> np.ndarray | None:
    """Move each district's administrative load; returns the intensity of outreach in the time freed, None without relief."""
    p, n = market.world.society.committees, market.world.city.n_districts
    load = market.purchasers["committee_load"]
    if p.relief <= 0.0:
        return None
    before = np.where(np.isnan(load[:n]), p.load, load[:n])
    load[:n] = load_next(before, p.load, p.relief, districts.need_met(market), p.rate)
    freed = np.asarray(p.outreach * np.maximum(0.0, p.load - load[:n]))
    reach_out(market, np.minimum(1.0, freed))
    return freed


def reach_out(market: MarketState, intensity: np.ndarray) -> None:
    """Committees tell residents of the services in the time they have gained."""
    c, gain = market.citizens.columns, market.world.society.committees.awareness
    if gain > 0.0:
        told = gain * intensity[c.district]
        c["awareness"][:] = np.minimum(1.0, c.awareness + told * (1.0 - c.awareness))
