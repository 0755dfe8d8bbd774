"""Organizations pay for the month: arrears first; what cannot be paid becomes arrears."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.state import money
from gpssim.state.kinds import by_kind

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def pay_costs(market: MarketState) -> np.ndarray:
    """Costs of the month, arrears first; what cannot be paid within the credit limit becomes arrears. Returns yuan paid."""
    o, p = market.organizations, market.world.organizations
    owed = o.owed_fen + money.costs_fen(market)
    limit = np.rint(p.credit_months * by_kind(market, "credit") * o.staff * o.wage * 100.0).astype(np.int64)
    paid = np.where(o.alive, np.clip(o.cash_fen + limit, 0, owed), 0)
    rows = np.flatnonzero(paid)
    market.ledger.transfer_many(market.month, "delivery", rows, paid[rows], market.books, to_them=False)
    o["owed_fen"][:] = np.where(o.alive, owed - paid, 0)
    return paid / 100.0
