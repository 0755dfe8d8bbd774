"""Incubators: a budget apart from purchases pays seats and coaching for organizations that are new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.state import prospects

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def move_in(market: MarketState, row: int) -> None:
    """A newcomer takes a seat, if there is one."""
    if prospects.has_room(market):
        market.organizations["seat_until"][row] = market.month + 1 + market.world.sector.newcomers.seat_months


def coached(market: MarketState, coaching: np.ndarray) -> np.ndarray:
    """Intensity of coaching of each organization, incubators included."""
    rows = prospects.seated(market)
    if rows.size:
        coaching[rows] = np.maximum(coaching[rows], market.world.sector.newcomers.seat_coaching)
    return coaching
