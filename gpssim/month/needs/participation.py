"""Citizens take part: meetings that officials or relieved committees hold move participation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.needs import committees
from gpssim.rules.participating import participation_next

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def take_part(market: MarketState) -> None:
    """Participation moves to what is offered; without meetings it stays, or falls back to, each citizen's inclination."""
    freed = committees.relieve(market)
    lever = market.policy_state.levers.participation
    if lever > 0.0:
        hold_meetings(market, lever)
    c = market.citizens.columns
    if lever <= 0.0 and freed is None and np.array_equal(c.participation, c.inclination):
        return
    voice, n = market.world.society.voice, market.world.city.n_districts
    intensity = np.minimum(1.0, lever + (np.zeros(n) if freed is None else freed))
    c["participation"][:] = participation_next(c.participation, c.inclination, intensity[c.district], voice.response, voice.rate)


def hold_meetings(market: MarketState, intensity: float) -> None:
    """Meetings take hours of each district's purchaser, which inspections then lack."""
    n, hours = market.world.city.n_districts, intensity * market.world.society.voice.meeting_hours
    market.purchasers["hours_used"][:n] += hours
    share = 1.0 / len(market.world.domains)
    market.flows["official_hours"][:n] += hours * share
