"""Residents hear how services were bought: legitimacy moves, and with it trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.rules.legitimacy import leaned, legitimacy_next
from gpssim.state import legitimacy as reading

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def judge_purchases(market: MarketState) -> None:
    """At the end of a month districts hear of open purchases and of scandals; those aware of services trust more or less."""
    if not reading.is_judged(market):
        return
    p, c = market.world.legitimacy, market.citizens.columns
    fair, scandal = reading.heard_of(market)
    market.flows["n_scandals"][:] = reading.scandals(market)
    market.legitimacy = legitimacy_next(market.legitimacy, fair, scandal, p.gain, p.loss, p.fade)
    lean = reading.lean(market)[c.district]
    c["trust_government"][:] = leaned(c.trust_government, lean, p.trust_government * c.awareness)
    c["trust_providers"][:] = leaned(c.trust_providers, lean, p.trust_providers * c.awareness)
