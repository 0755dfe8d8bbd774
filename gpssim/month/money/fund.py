"""The dedicated fund 福彩公益金: money of a second source, with an account of its own and a rule for what it may pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import FUND, OUTSIDE, purchaser_account
from gpssim.state import money
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def open_fund_year(market: MarketState) -> None:
    """January: the lottery pays in, the fund hands out."""
    granted = np.zeros_like(market.appropriations)
    for table in money.fund_grants(market).values():
        granted += table
    if not granted.any():
        return
    market.purchasers["fund"][:] += granted
    market.flows["appropriation"] += granted
    for row, yuan in enumerate(granted.sum(axis=1)):
        needed = max(0, to_fen(float(yuan)) - max(0, market.ledger.fund))
        market.ledger.transfer(market.month, "fund_income", OUTSIDE, FUND, needed, market.books)
        market.ledger.book(market.month, "fund", FUND, purchaser_account(row), float(yuan), market.books)


def close_fund_year(market: MarketState) -> None:
    """Last year's grants are settled: what is awarded and not yet signed stays, what has not come so far is given up."""
    p = market.purchasers
    p["fund"][:] = p.fund_reserved
    p["fund_committed"][:] = 0.0
    market.calls.withdraw_funded()
    for line in market.lines:
        if line.funded and line.contract < 0 and not line.pending:
            line.close()


def give_back(market: MarketState, row: int, free: int) -> int:
    """What a purchaser neither used nor awarded of the fund goes back to it, out of ``free`` fen; returns fen."""
    p = market.purchasers
    left = np.maximum(0.0, p.fund[row] - p.fund_committed[row] - p.fund_reserved[row])
    unused = float(left.sum())
    fen = min(free, to_fen(unused))
    if fen > 0:
        market.flows["lapsed"][row] += left * (fen / 100.0 / unused)
        market.ledger.transfer(market.month, "fund_return", purchaser_account(row), FUND, fen, market.books)
    return fen
