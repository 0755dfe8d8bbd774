"""Purchasers pay: instalments that are due, final payments, what was held back, interest on what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import CODES, ORGANIZATION, PURCHASER, TREASURY, organization_account, purchaser_account
from gpssim.month.money import giving, outlays, subsidies, surplus, taxes
from gpssim.rules.paying import interest
from gpssim.state import money
from gpssim.state.pay import LAST, RETAINED, earned, payable_parts
from gpssim.state.rounds import rounds
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
    due = c.due.view(np.uint32) <= market.month  # -1 is the largest of them
    rows, slots = np.divmod(due.ravel().nonzero()[0], due.shape[1])
    if not rows.size:
        return received
    fen, freed = np.zeros(rows.size, dtype=np.int64), np.zeros(rows.size)
    for now in rounds(rows):
        fen[now], freed[now] = pay_instalments(market, rows[now], slots[now])
    np.subtract.at(market.flows["committed"], (c.purchaser[rows], c.domain[rows]), freed)
    late, kept = count_lateness(market, rows, slots, fen / 100.0), surplus.overheads(market, rows, fen / 100.0)
    book_payments(market, rows, slots, (fen, late, kept))
    org = c.organization[rows]
    who, got = (in_turn(org, org, c.hub[rows]), in_turn(fen, -kept, kept)) if kept.any() else (org, fen)
    np.add.at(received, who, got / 100.0)
    return received


def in_turn(*columns: np.ndarray) -> np.ndarray:
    """Columns of one length as one: what belongs to the first place, then to the second, and so on."""
    return np.stack(columns, axis=1).ravel()


def pay_instalments(market: MarketState, rows: np.ndarray, slots: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pay an instalment of each of these contracts, but for its booking; returns fen, and yuan committed that are free again.

    It is the difference of the rounded cumulative amount; the last one settles the contract. Who has left is paid nothing.
    """
    c = market.contracts
    c["due"][rows, slots] = -1
    last, retained = slots == LAST, slots == RETAINED
    usual = ~(last | retained)
    owed, held, freed = np.zeros(rows.size, dtype=np.int64), np.zeros(rows.size, dtype=np.int64), np.zeros(rows.size)
    owed[usual] = money.whole_fen(c.value[rows[usual]] * payable_parts(market, rows[usual], slots[usual])) - c.paid_fen[rows[usual]]
    if last.any():
        owed[last], held[last] = settle(market, rows[last])
    if retained.any():
        owed[retained] = held[retained] = release_retention(market, rows[retained])
    fen = np.maximum(0, owed) * market.organizations.alive[c.organization[rows]]
    c["paid_fen"][rows] += fen
    spent = c.value[rows] + c.reserve[rows] - (c.paid_fen[rows] + held) / 100.0
    freed[last] = spent[last]
    freed[retained] = held[retained] / 100.0 - fen[retained] / 100.0
    return fen, freed


def settle(market: MarketState, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Settle contracts: what is owed of what they earned, less what is held back, and that; fen. No instalment is due any more."""
    c = market.contracts
    due = money.whole_fen(earned(market, rows))
    c["due"][rows] = -1
    held = hold_back(market, rows, due)
    return due - held - c.paid_fen[rows], held


def hold_back(market: MarketState, rows: np.ndarray, due: np.ndarray) -> np.ndarray:
    """Fen of settled contracts that are held back for some months; 0 where nothing is, or all is paid already."""
    c = market.contracts
    held = np.minimum(money.whole_fen(c.retention[rows] * due / 100.0), np.maximum(0, due - c.paid_fen[rows]))
    held = np.where(c.retention_months[rows] > 0, held, 0)
    some = rows[held > 0]
    c["held_fen"][some] = held[held > 0]
    c["due"][some, RETAINED] = c["planned"][some, RETAINED] = market.month + c.retention_months[some]
    return held


def release_retention(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """What was held back after acceptance is to be paid, fen."""
    held = market.contracts.held_fen[rows]
    market.contracts["held_fen"][rows] = 0
    return held


def count_lateness(market: MarketState, rows: np.ndarray, slots: np.ndarray, yuan: np.ndarray) -> np.ndarray:
    """Count what purchasers pay late; returns the interest on it that the treasury pays where contracts say so, fen."""
    c, fen = market.contracts, np.zeros(rows.size, dtype=np.int64)
    after = market.month - c.planned[rows, slots]
    late, rate = rows[after > 0], c.late_interest[rows]
    np.add.at(market.flows["paid_late"], (c.purchaser[late], c.domain[late]), yuan[after > 0])
    for place in ((rate > 0.0) & (yuan > 0.0)).nonzero()[0].tolist():
        fen[place] = to_fen(interest(float(yuan[place]), float(rate[place]), int(after[place])))
    return fen


def book_payments(market: MarketState, rows: np.ndarray, slots: np.ndarray, fen: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    """Book payments to providers; after each, the interest on it and what a hub keeps of it, if there is any."""
    c, (paid, late, kept) = market.contracts, fen
    np.add.at(market.flows["paid"], (c.purchaser[rows], c.domain[rows]), paid / 100.0)
    provider = np.int64(ORGANIZATION) + c.organization[rows]
    usual = np.where(c.grant[rows], CODES["grant"], CODES["payment"])
    booked = [(np.where(slots >= LAST, CODES["final_payment"], usual), np.int64(PURCHASER) + c.purchaser[rows], provider, paid)]
    if late.any():
        booked.append((np.full(rows.size, CODES["late_interest"]), np.full(rows.size, TREASURY), provider, late))
    if kept.any():
        booked.append((np.full(rows.size, CODES["hub_overhead"]), provider, np.int64(ORGANIZATION) + c.hub[rows], kept))
    kinds, sources, targets, sums = (in_turn(*columns) for columns in zip(*booked, strict=True))
    market.ledger.transfer_each(market.month, kinds, (sources, targets), sums, market.books)


def transfer(market: MarketState, row: int, fen: int, kind: str) -> float:
    """Book one payment to a provider that is still there; returns yuan."""
    c = market.contracts
    i, g = int(c.organization[row]), int(c.purchaser[row])
    if fen == 0 or not market.organizations.alive[i]:
        return 0.0
    market.ledger.transfer(market.month, kind, purchaser_account(g), organization_account(i), fen, market.books)
    c["paid_fen"][row] += fen
    market.flows["paid"][g, c.domain[row]] += fen / 100.0
    return fen / 100.0
