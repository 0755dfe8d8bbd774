"""Among which mechanisms a purchaser may buy a service: portfolio, catalogue, whether it contracts out."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from gpssim import registry
from gpssim.scenario.declarations.levers import NOBODY

if TYPE_CHECKING:
    from gpssim.scenario.timeline import Shares
    from gpssim.state.market_state import MarketState


def contracts_out(market: MarketState, purchaser: int) -> bool:
    """Whether a purchaser buys from others: always, unless contracting out diffuses and has not reached it yet."""
    return not market.world.officials.diffusion or bool(market.purchasers.adopted[purchaser])


def after_failure(market: MarketState, purchaser: int) -> str:
    """The mechanism that takes over when all attempts failed (empty: none): the policy's, in house before adoption."""
    return fallback(market) if contracts_out(market, purchaser) else registry.in_house()


def fallback(market: MarketState) -> str:
    """The mechanism on which the policy falls back after failures; empty where nobody takes over."""
    name = market.policy_state.levers.after_failure
    return "" if name == NOBODY else name


def shares_of(market: MarketState, purchaser: int, domain: int) -> Shares:
    """The portfolio of a domain as this purchaser uses it.

    One that has not adopted contracting out serves in house; a domain outside the catalogue or on the negative list keeps only
    what is no purchase in the sense of the rules, with shares in proportion (nothing, if nothing is left).
    """
    if not contracts_out(market, purchaser):
        return ((registry.in_house(), 1.0),)
    name, shares = market.world.domains[domain].name, catalogue_shares(market, domain)
    if market.rules is None or market.rules.buyable(name):
        return shares
    left = tuple((m, x) for m, x in shares if not market.rules.of(m).purchase)
    total = fsum(x for _, x in left)
    return tuple((m, x / total) for m, x in left)


def bought(market: MarketState, domain: int) -> bool:
    """Whether the domain is in the catalogue."""
    return market.world.domains[domain].name in market.policy_state.lists.catalogue


def catalogue_shares(market: MarketState, domain: int) -> tuple[tuple[str, float], ...]:
    """Mechanisms of the domain with their shares of its money; outside the catalogue in house, or none."""
    if bought(market, domain):
        return market.policy_state.shares[market.world.domains[domain].name]
    return ((registry.in_house(), 1.0),) if market.policy_state.levers.outside_catalogue == "in_house" else ()
