"""Citizens take part: meetings that officials or relieved committees hold move participation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.needs import committees
from gpssim.rules.legitimacy import leaned
from gpssim.rules.participating import participation_next
from gpssim.state.legitimacy import is_judged, lean

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def take_part(market: MarketState) -> None:
    """Participation moves to what is offered; without meetings it stays, or falls back to, each citizen's inclination."""
    freed = committees.relieve(market)
    lever = market.policy_state.levers.participation
    if lever > 0.0:
        hold_meetings(market, lever)
    c = market.citizens.columns
    inclined = inclination_now(market)
    if lever <= 0.0 and freed is None and np.array_equal(c.participation, inclined):
        return
    voice, n = market.world.society.voice, market.world.city.n_districts
    intensity = np.minimum(1.0, lever + (np.zeros(n) if freed is None else freed))
    c["participation"][:] = participation_next(c.participation, inclined, intensity[c.district], voice.response, voice.rate)


def inclination_now(market: MarketState) -> np.ndarray:
    """Each citizen's inclination to take part, more where the way services are bought is held to be legitimate, less where not."""
    c, weight = market.citizens.columns, market.world.legitimacy.participating
    return c.inclination if not is_judged(market) else leaned(c.inclination, lean(market)[c.district], weight)


def hold_meetings(market: MarketState, intensity: float) -> None:
    """Meetings take hours of each district's purchaser, which inspections then lack."""
    n, hours = market.world.city.n_districts, intensity * market.world.society.voice.meeting_hours
    market.purchasers["hours_used"][:n] += hours
    share = 1.0 / len(market.world.domains)
    market.flows["official_hours"][:n] += hours * share
