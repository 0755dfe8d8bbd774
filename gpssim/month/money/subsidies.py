"""What the treasury gives beside purchases: seats in incubators, deficits covered where a budget is soft."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY, organization_account
from gpssim.rules.sector import deficit_covered
from gpssim.state import kinds, prospects
from gpssim.state.kinds import by_kind
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def support_incubated(market: MarketState) -> np.ndarray | float:
    """Pay for seats, and seed money to those who sit there; yuan received by organization."""
    rows, newcomers = prospects.seated(market), market.world.sector.newcomers
    if rows.size == 0:
        return 0.0
    received = np.zeros(len(market.organizations))
    for row in rows.tolist():
        cell = kinds.purchaser_of(market, row), int(market.organizations.founding_domain[row])
        account = organization_account(row)
        market.ledger.book(market.month, "incubation", TREASURY, OUTSIDE, newcomers.seat_cost, market.books)
        market.ledger.transfer(market.month, "incubation", TREASURY, account, to_fen(newcomers.seat_stipend), market.books)
        received[row] = newcomers.seat_stipend
        market.flows["subsidy"][cell] += newcomers.seat_cost + newcomers.seat_stipend
    return received


def cover_deficits(market: MarketState) -> np.ndarray | float:
    """The treasury covers deficits where the budget is soft; yuan received by organization."""
    o, soft = market.organizations, by_kind(market, "soft_budget")
    if not soft.any():
        return 0.0
    fen = np.rint(np.where(o.alive, deficit_covered(o.cash_fen, o.owed_fen, soft), 0.0)).astype(np.int64)
    for row in np.flatnonzero(fen):
        market.ledger.transfer(market.month, "subsidy", TREASURY, organization_account(int(row)), int(fen[row]), market.books)
        market.flows["subsidy"][kinds.purchaser_of(market, int(row)), int(o.founding_domain[row])] += fen[row] / 100.0
    return fen / 100.0
