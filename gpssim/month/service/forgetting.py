"""Citizens forget: trust and expectations return to where they began, unless experience renews them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gpssim.rules.trust import reverted
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


BLOCK: Final = 1 << 14
"""Citizens who forget at once: what is worked out for them lies in fast memory, and none of it is as long as a column."""


def forget(market: MarketState) -> None:
    """A month is forgotten, by those who were served and by those who were not."""
    for first in range(0, len(market.citizens), BLOCK):
        forget_some(market, slice(first, first + BLOCK))


def forget_some(market: MarketState, rows: slice) -> None:
    """Some citizens forget a month."""
    c, p = market.citizens.columns, market.world.citizens
    if p.trust_reversion > 0.0:
        c["trust_government"][rows] = reverted(c.trust_government[rows], c.first_trust_government[rows], p.trust_reversion)
        c["trust_providers"][rows] = reverted(c.trust_providers[rows], c.first_trust_providers[rows], p.trust_reversion)
    if p.aspiration_reversion > 0.0:
        c["aspiration"][rows] = reverted(c.aspiration[rows], usual_aspiration(market), p.aspiration_reversion)


def usual_aspiration(market: MarketState) -> float:
    """What people expect of a service they know nothing of: as at the start, and what ideas have risen since."""
    risen = market.world.society.population.rising_aspiration * (market.month + 1) / MONTHS_PER_YEAR
    return market.world.citizens.aspiration + risen
