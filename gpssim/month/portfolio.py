"""Among which mechanisms a purchaser may buy a service: the portfolio, the catalogue, and whether it contracts out."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, Final

from gpssim.month import catalogue

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket
    from gpssim.scenario.timeline import Shares

IN_HOUSE: Final = "in_house"


def contracts_out(model: PublicServiceMarket, purchaser: int) -> bool:
    """Whether a purchaser buys from others: always, unless contracting out diffuses and has not reached it yet."""
    return not model.world.officials.diffusion or bool(model.purchasers.adopted[purchaser])


def after_failure(model: PublicServiceMarket, purchaser: int) -> str:
    """The mechanism that takes over when all attempts failed: the policy's, in house before adoption (no rule set)."""
    return model.policy_state.levers.after_failure if contracts_out(model, purchaser) else IN_HOUSE


def shares_of(model: PublicServiceMarket, purchaser: int, domain: int) -> Shares:
    """The portfolio of a domain as this purchaser uses it.

    One that has not adopted contracting out serves in house; a domain outside the catalogue or on the negative list keeps only
    what is no purchase in the sense of the rules, with shares in proportion (nothing, if nothing is left).
    """
    if not contracts_out(model, purchaser):
        return ((IN_HOUSE, 1.0),)
    name, shares = model.world.domains[domain].name, catalogue.shares(model, domain)
    if model.rules is None or model.rules.buyable(name):
        return shares
    left = tuple((m, x) for m, x in shares if not model.rules.of(m).purchase)
    total = fsum(x for _, x in left)
    return tuple((m, x / total) for m, x in left)
