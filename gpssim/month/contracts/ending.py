"""A contract ends, for whatever reason: one place for all of them, which keeps the true one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gpssim.month.money import payment
from gpssim.month.planning import scheduling
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.state.contract_row import EndReason
    from gpssim.state.market_state import MarketState


def end(market: MarketState, row: int, reason: EndReason) -> None:
    """Take a contract that ran out, or is replaced, out of force, and free its provider's capacity."""
    c, o = market.contracts, market.organizations
    c.close(row, market.month, reason)
    cell = (c.organization[row], c.domain[row])
    o["contracted"][cell] -= c.places[row]
    o["volunteered"][cell] -= c.unpaid[row] * c.places[row]
    market.lines[c.line[row]].end(row)


def end_early(market: MarketState, row: int, reason: EndReason) -> float:
    """End a contract before its term and purchase the line anew; returns what the purchaser owes for what was delivered, yuan.

    It is paid where nobody is at fault and the provider stays (``ended_early``); what was advanced beyond it is lost.
    """
    c = market.contracts
    g, d = int(c.purchaser[row]), int(c.domain[row])
    balance = to_fen(float((c.price[row] - c.fee[row]) * c.delivered[row])) - int(c.paid_fen[row])
    if balance > 0 and reason == "ended_early":
        payment.transfer(market, row, balance, "final_payment")
    market.flows["advance_lost"][g, d] += max(0, -balance) / 100.0
    market.flows["committed"][g, d] -= float(c.value[row] + c.reserve[row]) - float(c.paid_fen[row]) / 100.0
    c.cut_short(row, market.month + 1)
    end(market, row, reason)
    scheduling.reopen(market, market.lines[c.line[row]])
    return max(0, balance) / 100.0
