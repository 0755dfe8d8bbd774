"""Citizens forget: trust and expectations return to where they began, unless experience renews them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.rules.trust import reverted
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def forget(market: MarketState) -> None:
    """A month is forgotten, by those who were served and by those who were not."""
    c, p = market.citizens.columns, market.world.citizens
    if p.trust_reversion > 0.0:
        c["trust_government"][:] = reverted(c["trust_government"], c["first_trust_government"], p.trust_reversion)
        c["trust_providers"][:] = reverted(c["trust_providers"], c["first_trust_providers"], p.trust_reversion)
    if p.aspiration_reversion > 0.0:
        c["aspiration"][:] = reverted(c["aspiration"], usual_aspiration(market), p.aspiration_reversion)


def usual_aspiration(market: MarketState) -> float:
    """What people expect of a service they know nothing of: as at the start, and what ideas have risen since."""
    risen = market.world.society.population.rising_aspiration * (market.month + 1) / MONTHS_PER_YEAR
    return market.world.citizens.aspiration + risen
