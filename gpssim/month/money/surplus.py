"""What is left at the end of a year: taxed, distributed; a hub's overhead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import organization_account
from gpssim.month.money import taxes
from gpssim.rules.sector import dividend
from gpssim.state.clock import month_of_year
from gpssim.state.kinds import by_kind
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def accrue(market: MarketState, surplus: np.ndarray) -> None:
    """Add a month's surplus (yuan by organization); in December it is taxed, and owners take their part of what is left."""
    o = market.organizations
    o["year_surplus"][:] += surplus
    if month_of_year(market) != MONTHS_PER_YEAR - 1:
        return
    taxes.assess(market)
    taken = np.where(o.alive, dividend(o.year_surplus, by_kind(market, "distributed"), o.cash_fen / 100.0), 0.0)
    fen = np.floor(100.0 * taken).astype(np.int64)
    rows = np.flatnonzero(fen)
    market.ledger.transfer_many(market.month, "dividend", rows, fen[rows], market.books, to_them=False)
    o["year_surplus"][:] = np.minimum(0.0, o.year_surplus)


def take_overhead(market: MarketState, contract: int, received: np.ndarray, yuan: float) -> None:
    """A hub keeps its overhead of a payment for a part; moves it in ``received`` (yuan by organization) as well."""
    c, o = market.contracts, market.organizations
    member, hub = int(c.organization[contract]), int(c.hub[contract])
    if hub < 0 or not o.alive[hub] or yuan <= 0.0:
        return
    fen = round(100.0 * yuan * market.world.sector.hubs.overhead)
    source, target = organization_account(member), organization_account(hub)
    market.ledger.transfer(market.month, "hub_overhead", source, target, fen, market.books)
    received[member] -= fen / 100.0
    received[hub] += fen / 100.0
