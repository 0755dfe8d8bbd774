"""What is left at the end of a year: taxed, distributed, spent beyond a reserve; a hub's overhead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.money import taxes
from gpssim.rules.sector import dividend, reserve_spent
from gpssim.state.clock import month_of_year
from gpssim.state.kinds import INSTITUTION, by_kind
from gpssim.state.money import month_costs
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
    spend_reserves(market)


def spend_reserves(market: MarketState) -> None:
    """Once a year part of what lies beyond a usual reserve goes: nonprofits into work of their own, companies to their owners.

    Endowments stay, and public institutions hold public money.
    """
    o, p = market.organizations, market.world.organizations
    if p.reserve_spent <= 0.0:
        return
    free = np.where(o.alive & (o.kind_code != INSTITUTION), o.cash_fen / 100.0 - by_kind(market, "endowment"), 0.0)
    fen = np.floor(100.0 * reserve_spent(free, month_costs(market), p.reserve_kept, p.reserve_spent)).astype(np.int64)
    for kind, whose in (("own_work", o.nonprofit), ("dividend", ~o.nonprofit)):
        rows = np.flatnonzero((fen > 0) & whose)
        market.ledger.transfer_many(market.month, kind, rows, fen[rows], market.books, to_them=False)


def overheads(market: MarketState, contracts: np.ndarray, yuan: np.ndarray) -> np.ndarray:
    """What hubs that are still there keep of payments for the parts of their members, fen."""
    hub = market.contracts.hub[contracts]
    kept = (hub >= 0) & market.organizations.alive[hub] & (yuan > 0.0)
    return np.rint(np.where(kept, 100.0 * yuan * market.world.sector.hubs.overhead, 0.0)).astype(np.int64)
