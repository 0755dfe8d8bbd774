"""Purchasers that provide in house look around and adopt contracting out, one by one 政策扩散."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.rules.adoption import adopters_seen, adopts, pressure
from gpssim.state import districts
from gpssim.state.officials import advantage, inhouse_bias

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def look_around(market: MarketState) -> None:
    """Those that have not adopted and consider it this month adopt if what they see reaches their threshold.

    All look at the state at the beginning of the month. Nobody has adopted when the run begins.
    """
    officials, p = market.world.officials, market.purchasers
    if not officials.diffusion:
        return
    if market.month == 0:
        p["adopted"][:] = False
        luck = market.luck.normals("adoption threshold", p.number)
        p["adoption_threshold"][:] = officials.adoption_mean + officials.adoption_sd * luck
    seen = adopters_seen(p.adopted, districts.neighbors(market), officials.neighbors_weight)
    felt = pressure(seen, advantage(market), inhouse_bias(market), officials.imitation, officials.evidence)
    considers = market.luck.at(market.month).uniforms("looking around", p.number) < officials.review
    p["adopted"][:] |= considers & adopts(felt, p.adoption_threshold)
