"""Purchasers pay: instalments that are due, final payments, what was held back, interest on what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import TREASURY, organization_account, purchaser_account
from gpssim.month.money import giving, outlays, subsidies, surplus, taxes
from gpssim.rules.paying import interest
from gpssim.state.pay import LAST, RETAINED, earned, payable
from gpssim.units import MONTHS_PER_YEAR, to_fen

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def pay(market: MarketState) -> None:
    """Purchasers pay what is due, donors give, providers pay for the month."""
    received = pay_due(market)
    fees = market.organizations.month_fees
    taken = taxes.withhold(market, received + fees)
    given = giving.donate(market) + fees + giving.give(market)
    spent = outlays.pay_costs(market)
    received = received + subsidies.support_incubated(market) + subsidies.cover_deficits(market)
    surplus.accrue(market, received + given - spent - taken)
    o, rate = market.organizations, 1.0 / MONTHS_PER_YEAR
    o["government_income"][:] = (1.0 - rate) * o.government_income + rate * received
    o["other_income"][:] = (1.0 - rate) * o.other_income + rate * given


def pay_due(market: MarketState) -> np.ndarray:
    """Pay instalments due by now; returns yuan received by organization."""
    c = market.contracts
    received = np.zeros(len(market.organizations))
    for row, k in np.argwhere((c.due >= 0) & (c.due <= market.month)):
        paid = pay_instalment(market, int(row), int(k))
        received[c.organization[row]] += paid
        surplus.take_overhead(market, int(row), received, paid)
    return received


def pay_instalment(market: MarketState, row: int, k: int) -> float:
    """Pay one instalment: the difference of the rounded cumulative amount; the last one settles the contract."""
    c = market.contracts
    c["due"][row, k] = -1
    value = float(c.value[row])
    if k == RETAINED:
        paid = release_retention(market, row)
    elif k == LAST:
        paid = pay_final(market, row)
    else:
        fen = max(0, to_fen(value * payable(market, row, k)) - int(c.paid_fen[row]))
        paid = transfer(market, row, fen, "grant" if c.grant[row] else "payment")
    count_lateness(market, row, k, paid)
    return paid


def pay_final(market: MarketState, row: int) -> float:
    """Final payment; what was committed and not earned is free again, but for what is held back."""
    c = market.contracts
    due = to_fen(earned(market, row))
    c["due"][row] = -1
    held = hold_back(market, row, due)
    paid = transfer(market, row, max(0, due - held - int(c.paid_fen[row])), "final_payment")
    unpaid = float(c.value[row] + c.reserve[row]) - float(c.paid_fen[row] + held) / 100.0
    market.flows["committed"][c.purchaser[row], c.domain[row]] -= unpaid
    return paid


def release_retention(market: MarketState, row: int) -> float:
    """Pay what was held back after acceptance; it is free again if the provider has left."""
    c = market.contracts
    held = int(c.held_fen[row])
    c["held_fen"][row] = 0
    paid = transfer(market, row, held, "final_payment")
    market.flows["committed"][c.purchaser[row], c.domain[row]] -= held / 100.0 - paid
    return paid


def transfer(market: MarketState, row: int, fen: int, kind: str) -> float:
    """Book a payment to a provider that is still there; returns yuan."""
    c = market.contracts
    i, g = int(c.organization[row]), int(c.purchaser[row])
    if fen == 0 or not market.organizations.alive[i]:
        return 0.0
    market.ledger.transfer(market.month, kind, purchaser_account(g), organization_account(i), fen, market.books)
    c["paid_fen"][row] += fen
    market.flows["paid"][g, c.domain[row]] += fen / 100.0
    return fen / 100.0


def hold_back(market: MarketState, row: int, due_fen: int) -> int:
    """Fen of a settled contract that are held back for some months; 0 where nothing is, or all is paid already."""
    c = market.contracts
    if c.retention[row] == 0.0 or c.retention_months[row] == 0:
        return 0
    held = min(to_fen(float(c.retention[row]) * due_fen / 100.0), max(0, due_fen - int(c.paid_fen[row])))
    if held:
        c["held_fen"][row] = held
        c["due"][row, RETAINED] = c["planned"][row, RETAINED] = market.month + int(c.retention_months[row])
    return held


def count_lateness(market: MarketState, row: int, k: int, yuan: float) -> None:
    """Count what the purchaser pays late; the treasury pays interest on it where the contract says so."""
    c = market.contracts
    if market.month > c.planned[row, k]:
        market.flows["paid_late"][c.purchaser[row], c.domain[row]] += yuan
    if c.late_interest[row] > 0.0 and yuan > 0.0:
        extra = interest(yuan, float(c.late_interest[row]), market.month - int(c.planned[row, k]))
        market.ledger.book(
            market.month, "late_interest", TREASURY, organization_account(int(c.organization[row])), extra, market.books
        )
