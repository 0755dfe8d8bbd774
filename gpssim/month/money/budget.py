"""Public money through the fiscal year: appropriated in January, lapsed, carried over or reused; reserved and committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import OUTSIDE, TREASURY, purchaser_account
from gpssim.month.money import fund
from gpssim.month.money.performance import answer_to_performance
from gpssim.month.money.scope import choose_scope
from gpssim.month.recording import budgets
from gpssim.state import money
from gpssim.state.clock import month_of_year
from gpssim.units import MONTHS_PER_YEAR, to_fen

if TYPE_CHECKING:
    from gpssim.state.line import Line
    from gpssim.state.market_state import MarketState


def open_fiscal_year(market: MarketState) -> None:
    """In January (and in the first month of the run): settle last year's money, receive this year's."""
    if month_of_year(market) and market.month:
        return
    decide_year(market)
    p = market.purchasers
    saved = money.borne_by_users(market, market.month - MONTHS_PER_YEAR)
    unspent = np.maximum(0.0, p.appropriation + p.carried - p.committed - saved)
    market.purchasers["carried"][:] = unspent if money.carries_over(market) else 0.0
    return_unspent(market)
    by_volume = market.policy_state.levers.closure == "volume"
    p["appropriation"][:] = money.years_money(market)
    p["committed"][:] = 0.0
    fund.close_fund_year(market)
    if not by_volume:
        receive(market, p.appropriation)
        buy_goods(market)
        fund.open_fund_year(market)


def decide_year(market: MarketState) -> None:
    """How this year's money differs from the usual: by last year's performance, and by what purchasers choose to buy."""
    measured = answer_to_performance(market)
    choose_scope(market)
    budgets.write_budgets(market, measured)


def buy_goods(market: MarketState) -> None:
    """Part of the appropriation goes into goods: it is paid at once and buys no services."""
    share, p = market.policy_state.levers.goods_share, market.purchasers
    if share <= 0.0:
        return
    for row, yuan in enumerate(share * p.appropriation.sum(axis=1)):
        market.ledger.book(market.month, "goods", purchaser_account(row), OUTSIDE, float(yuan), market.books)
    p["appropriation"][:] *= 1.0 - share


def receive(market: MarketState, yuan: np.ndarray) -> None:
    """Book money from the treasury to purchasers; ``yuan`` has shape (purchasers, domains)."""
    market.flows["appropriation"] += yuan
    for row, amount in enumerate(yuan.sum(axis=1)):
        market.ledger.book(market.month, "appropriation", TREASURY, purchaser_account(row), float(amount), market.books)


def return_unspent(market: MarketState) -> None:
    """Give back what is neither owed nor carried over; what is awarded of the fund and not yet signed stays, too."""
    p = market.purchasers
    stays = (p.carried + p.fund_reserved).sum(axis=1)
    kept = money.outstanding_fen(market) + np.array([to_fen(float(x)) for x in stays])
    for row, free in enumerate(p.account_fen - kept):
        if free > 0:
            free -= fund.give_back(market, row, int(free))
            market.flows["lapsed"][row] += free / 100.0 * money.shares_of_domains(market, row)
            market.ledger.transfer(market.month, "lapse", purchaser_account(row), TREASURY, int(free), market.books)


def reserve(market: MarketState, line: Line, yuan: float) -> None:
    """Reserve the value of an award until it is signed (negative: it is, or lapses)."""
    market.purchasers["fund_reserved" if line.funded else "reserved"][line.purchaser, line.domain] += yuan


def commit(market: MarketState, line: Line, yuan: float) -> None:
    """Commit the value of a contract that is signed now."""
    cell = (line.purchaser, line.domain)
    market.purchasers["fund_committed" if line.funded else "committed"][cell] += yuan
    market.flows["committed"][cell] += yuan
    if market.policy_state.levers.closure == "volume":
        amount = np.zeros_like(market.appropriations)
        amount[cell] = yuan
        receive(market, amount)
