"""A contract ends, for whatever reason: one place for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.month.money import payment
from gpssim.month.planning import scheduling
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def close(market: MarketState, row: int, reason: str) -> None:
    """Take a contract out of force and free its provider's capacity."""
    c = market.contracts
    c.close(row, market.month, reason)
    market.organizations["contracted"][c.organization[row], c.domain[row]] -= c.places[row]
    market.organizations["volunteered"][c.organization[row], c.domain[row]] -= c.unpaid[row] * c.places[row]
    market.lines[c.line[row]].end(row)


def end_early(market: MarketState, row: int, reason: str) -> None:
    """End a contract before its term and purchase the line anew; who ends it through no fault is paid for what was delivered."""
    c = market.contracts
    g, d = int(c.purchaser[row]), int(c.domain[row])
    balance = to_fen(float((c.price[row] - c.fee[row]) * c.delivered[row])) - int(c.paid_fen[row])
    if balance > 0 and reason == "ended_early":
        payment.transfer(market, row, balance, "final_payment")
    market.flows["advance_lost"][g, d] += max(0, -balance) / 100.0
    market.flows["committed"][g, d] -= float(c.value[row] + c.reserve[row]) - float(c.paid_fen[row]) / 100.0
    c.cut_short(row, market.month + 1)
    close(market, row, reason)
    scheduling.reopen(market, market.lines[c.line[row]])
