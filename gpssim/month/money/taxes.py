"""Taxes are withheld from receipts and assessed on surpluses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.rules import taxing as rules
from gpssim.state import taxes
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def withhold(market: MarketState, received: np.ndarray) -> np.ndarray:
    """Taxes on this month's receipts (yuan by organization) go to the treasury; returns yuan taken."""
    paid = np.zeros(len(market.organizations))
    if not taxes.untaxed(market):
        paid = pay_taxes(market, np.rint(100.0 * taxes.parts_of_receipts(market) * received).astype(np.int64))
    rate = 1.0 / MONTHS_PER_YEAR
    market.organizations["tax"][:] = (1.0 - rate) * market.organizations.tax + rate * paid
    return paid


def pay_taxes(market: MarketState, fen: np.ndarray) -> np.ndarray:
    """Book taxes of each organization, fen; returns yuan."""
    for row in np.flatnonzero(fen):
        market.ledger.transfer(market.month, "tax", organization_account(int(row)), TREASURY, int(fen[row]), market.books)
    return fen / 100.0


def assess(market: MarketState) -> None:
    """December: tax on the year's surplus as far as there is cash; what is left of the surplus is free, losses are carried on."""
    if taxes.untaxed(market):
        return
    o, tax = market.organizations, market.world.sector.taxes
    rate = rules.by_size(o.year_surplus, tax.profit_limit, tax.profit_tax_small, tax.profit_tax)
    due = np.where(o.alive, rules.surplus_tax(o.year_surplus, taxes.burden(market) * rate), 0.0)
    fen = np.minimum(np.rint(100.0 * due).astype(np.int64), np.maximum(0, o.cash_fen))
    paid = pay_taxes(market, fen)
    o["tax"][:] += paid / MONTHS_PER_YEAR
    o["year_surplus"][:] -= paid
