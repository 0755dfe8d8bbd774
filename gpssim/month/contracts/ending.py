"""A contract ends, for whatever reason: one place for all of them, which keeps the true one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.money import payment
from gpssim.month.planning import scheduling
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.state.contract_row import EndReason
    from gpssim.state.market_state import MarketState


def end(market: MarketState, rows: list[int], reason: EndReason) -> None:
    """Take contracts that ran out, or are replaced, out of force, one after the other, and free their providers' capacity."""
    c, o = market.contracts, market.organizations
    c.close(rows, market.month, reason)
    cells = (c.organization[rows], c.domain[rows])
    np.subtract.at(o["contracted"], cells, c.places[rows])
    np.subtract.at(o["volunteered"], cells, c.unpaid[rows] * c.places[rows])
    for row, line in zip(rows, c.line[rows].tolist(), strict=True):
        market.lines[line].end(row)


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
    end(market, [row], reason)
    scheduling.reopen(market, market.lines[c.line[row]])
    return max(0, balance) / 100.0
