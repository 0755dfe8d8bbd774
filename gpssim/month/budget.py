"""Public money through the fiscal year: appropriated in January, lapsed, carried over or reused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import TREASURY, purchaser_account
from gpssim.month import charging
from gpssim.month.calendar import fiscal_year, month_of_year
from gpssim.units import MONTHS_PER_YEAR, to_fen

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def open_year(model: PublicServiceMarket) -> None:
    """In January (and in the first month of the run): settle last year's money, receive this year's."""
    if month_of_year(model) and model.month:
        return
    p = model.purchasers
    saved = charging.borne_by_users(model, model.month - MONTHS_PER_YEAR)
    unspent = np.maximum(0.0, p.appropriation + p.carried - p.committed - saved)
    model.purchasers["carried"][:] = unspent if _carries(model) else 0.0
    return_unspent(model)
    growth = (1.0 + model.world.purchasers.appropriation_growth) ** fiscal_year(model)
    by_volume = model.policy_state.levers.closure == "volume"
    p["appropriation"][:] = model.appropriations * growth
    p["committed"][:] = 0.0
    if not by_volume:
        receive(model, p.appropriation)


def _carries(model: PublicServiceMarket) -> bool:
    levers = model.policy_state.levers
    return levers.savings_rule == "carry_over" and levers.closure == "appropriation"


def receive(model: PublicServiceMarket, yuan: np.ndarray) -> None:
    """Book money from the treasury to purchasers; ``yuan`` has shape (purchasers, domains)."""
    model.flows["appropriation"] += yuan
    for row, amount in enumerate(yuan.sum(axis=1)):
        model.ledger.book(model.month, "appropriation", TREASURY, purchaser_account(row), float(amount), model.books)


def outstanding_fen(model: PublicServiceMarket) -> np.ndarray:
    """What each purchaser still owes on contracts that are not settled, fen."""
    c = model.contracts
    owed = np.zeros(len(model.purchasers), dtype=np.int64)
    open_rows = np.flatnonzero((c.due >= 0).any(axis=1) | c.active)
    for row in open_rows:
        unpaid = to_fen(float(c.value[row] + c.reserve[row])) - int(c.paid_fen[row])
        owed[c.purchaser[row]] += int(c.held_fen[row]) or unpaid
    return owed


def return_unspent(model: PublicServiceMarket) -> None:
    """Give back what is neither owed nor carried over."""
    p = model.purchasers
    kept = outstanding_fen(model) + np.array([to_fen(float(x)) for x in p.carried.sum(axis=1)])
    for row, free in enumerate(p.account_fen - kept):
        if free > 0:
            model.flows["lapsed"][row] += free / 100.0 * _split(model, row)
            model.ledger.transfer(model.month, "lapse", purchaser_account(row), TREASURY, int(free), model.books)


def _split(model: PublicServiceMarket, row: int) -> np.ndarray:
    shares = model.appropriations[row]
    return shares / shares.sum() if shares.sum() > 0 else np.full(shares.size, 1.0 / shares.size)


def free_money(model: PublicServiceMarket, purchaser: int, domain: int) -> float:
    """What a purchaser may still commit in the domain this year, yuan; without bound under equal volume."""
    if model.policy_state.levers.closure == "volume":
        return float("inf")
    p = model.purchasers
    return float(
        p.appropriation[purchaser, domain]
        + p.carried[purchaser, domain]
        - p.committed[purchaser, domain]
        - p.reserved[purchaser, domain]
    )


def commit(model: PublicServiceMarket, purchaser: int, domain: int, yuan: float) -> None:
    """Commit the value of a contract that is signed now."""
    model.purchasers["committed"][purchaser, domain] += yuan
    model.flows["committed"][purchaser, domain] += yuan
    if model.policy_state.levers.closure == "volume":
        amount = np.zeros_like(model.appropriations)
        amount[purchaser, domain] = yuan
        receive(model, amount)
