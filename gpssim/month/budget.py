"""Public money through the fiscal year: appropriated in January, lapsed, carried over or reused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY, purchaser_account
from gpssim.month import charging, fund
from gpssim.month.calendar import fiscal_year, month_of_year
from gpssim.scenario.written import path_of
from gpssim.units import MONTHS_PER_YEAR, to_fen

if TYPE_CHECKING:
    from gpssim.agents.contracts import Line
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
    by_volume = model.policy_state.levers.closure == "volume"
    p["appropriation"][:] = model.appropriations * growth(model)
    p["committed"][:] = 0.0
    fund.close_year(model)
    if not by_volume:
        receive(model, p.appropriation)
        buy_goods(model)
        fund.open_year(model)


def growth(model: PublicServiceMarket) -> float:
    """The year's appropriation in appropriations of the year of the switch: usual growth, and the policy's path."""
    year, path = fiscal_year(model), path_of(model.policy_state.levers.budget_path)
    usual = (1.0 + model.world.purchasers.appropriation_growth) ** year
    return usual if year < 0 or not path else float(usual * path[min(year, len(path) - 1)])


def buy_goods(model: PublicServiceMarket) -> None:
    """Part of the appropriation goes into goods: it is paid at once and buys no services."""
    share, p = model.policy_state.levers.goods_share, model.purchasers
    if share <= 0.0:
        return
    for row, yuan in enumerate(share * p.appropriation.sum(axis=1)):
        model.ledger.book(model.month, "goods", purchaser_account(row), OUTSIDE, float(yuan), model.books)
    p["appropriation"][:] *= 1.0 - share


def _carries(model: PublicServiceMarket) -> bool:
    levers = model.policy_state.levers
    return levers.savings_rule == "carry_over" and levers.closure == "appropriation"


def receive(model: PublicServiceMarket, yuan: np.ndarray) -> None:
    """Book money from the treasury to purchasers; ``yuan`` has shape (purchasers, domains)."""
    model.flows["appropriation"] += yuan
    for row, amount in enumerate(yuan.sum(axis=1)):
        model.ledger.book(model.month, "appropriation", TREASURY, purchaser_account(row), float(amount), model.books)


def owed_fen(model: PublicServiceMarket, rows: np.ndarray) -> np.ndarray:
    """What is still owed on each of these contracts, fen: what is held back after acceptance, nothing once all is settled."""
    c = model.contracts
    unpaid = np.rint((c.value[rows] + c.reserve[rows]) * 100.0).astype(np.int64) - c.paid_fen[rows]
    going_on = (c.due[rows] >= 0).any(axis=1) | c.active[rows]
    return np.where(going_on, np.where(c.held_fen[rows] > 0, c.held_fen[rows], unpaid), 0)


def outstanding_fen(model: PublicServiceMarket) -> np.ndarray:
    """What each purchaser still owes on contracts that are not settled, fen."""
    owed, c = np.zeros(len(model.purchasers), dtype=np.int64), model.contracts
    np.add.at(owed, c.purchaser, owed_fen(model, np.arange(len(c))))
    return owed


def return_unspent(model: PublicServiceMarket) -> None:
    """Give back what is neither owed nor carried over."""
    p = model.purchasers
    kept = outstanding_fen(model) + np.array([to_fen(float(x)) for x in p.carried.sum(axis=1)])
    for row, free in enumerate(p.account_fen - kept):
        if free > 0:
            free -= fund.give_back(model, row, int(free))
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


def free_for(model: PublicServiceMarket, line: Line) -> float:
    """What may still be committed for a line this year, yuan: of the dedicated fund where that pays it."""
    if not line.funded:
        return free_money(model, line.purchaser, line.domain)
    p, cell = model.purchasers, (line.purchaser, line.domain)
    return float(p.fund[cell] - p.fund_committed[cell] - p.fund_reserved[cell])


def cash_free(model: PublicServiceMarket, purchaser: int) -> float:
    """What a purchaser holds beyond all it owes and has awarded, less a yuan for rounding; without bound under equal volume."""
    if model.policy_state.levers.closure == "volume":
        return float("inf")
    p = model.purchasers
    owed = int(owed_fen(model, np.flatnonzero(model.contracts.purchaser == purchaser)).sum())
    awarded = float(p.reserved[purchaser].sum() + p.fund_reserved[purchaser].sum())
    return (int(p.account_fen[purchaser]) - owed) / 100.0 - awarded - 1.0


def reserve(model: PublicServiceMarket, line: Line, yuan: float) -> None:
    """Reserve the value of an award until it is signed (negative: it is, or lapses)."""
    model.purchasers["fund_reserved" if line.funded else "reserved"][line.purchaser, line.domain] += yuan


def commit(model: PublicServiceMarket, line: Line, yuan: float) -> None:
    """Commit the value of a contract that is signed now."""
    cell = (line.purchaser, line.domain)
    model.purchasers["fund_committed" if line.funded else "committed"][cell] += yuan
    model.flows["committed"][cell] += yuan
    if model.policy_state.levers.closure == "volume":
        amount = np.zeros_like(model.appropriations)
        amount[cell] = yuan
        receive(model, amount)
