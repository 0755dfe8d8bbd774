"""Citizens forget: trust and expectations return to where they began, unless experience renews them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.rules.trust import reverted
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


BLOCK: Final = 1 << 14
"""Citizens who forget at once: what is worked out for them lies in fast memory, and none of it is as long as a column."""


def forget(market: MarketState) -> None:
    """A month is forgotten, by those who were served and by those who were not."""
    c, p = market.citizens.columns, market.world.citizens
    if p.trust_reversion > 0.0:
        revert(c["trust_government"], c["first_trust_government"], p.trust_reversion)
        revert(c["trust_providers"], c["first_trust_providers"], p.trust_reversion)
    if p.aspiration_reversion > 0.0:
        revert(c["aspiration"], np.broadcast_to(usual_aspiration(market), len(c)), p.aspiration_reversion)


def revert(levels: np.ndarray, first: np.ndarray, rate: float) -> None:
    """A column goes back to where it began, a part of the way."""
    for at in range(0, levels.size, BLOCK):
        some = slice(at, at + BLOCK)
        levels[some] = reverted(levels[some], first[some], rate)


def usual_aspiration(market: MarketState) -> float:
    """What people expect of a service they know nothing of: as at the start, and what ideas have risen since."""
    risen = market.world.society.population.rising_aspiration * (market.month + 1) / MONTHS_PER_YEAR
    return market.world.citizens.aspiration + risen
