"""The dedicated fund 福彩公益金: money of a second source, with an account of its own and a rule for what it may pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.ledger import FUND, OUTSIDE, purchaser_account
from gpssim.scenario.written import fund_uses
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def tables(model: PublicServiceMarket) -> dict[str, np.ndarray]:
    """The year's grants by use, yuan, shape (purchasers, domains); none without a fund, or where volume is held equal.

    The fund is split over purchasers and domains as the appropriation is; what is for vulnerable groups, by their part of each
    domain's need as well.
    """
    levers = model.policy_state.levers
    if levers.fund_per_head <= 0.0 or levers.closure == "volume":
        return {}
    total = levers.fund_per_head * model.world.city.residents
    usual = model.appropriations / max(float(model.appropriations.sum()), 1.0)
    fitted = usual * vulnerable_need(model)
    fitted = fitted / fitted.sum() if fitted.sum() > 0.0 else fitted
    return {use: total * part * (fitted if use == "vulnerable" else usual) for use, part in fund_uses(levers.fund_uses).items()}


def vulnerable_need(model: PublicServiceMarket) -> np.ndarray:
    """Part of each domain's usual need that vulnerable groups have, shape (domains,)."""
    people = model.group_sizes.sum(axis=0)
    need = np.array([d.prevalence for d in model.world.domains]) * people
    return np.divide(need[:, 1:].sum(axis=1), need.sum(axis=1), out=np.zeros(len(need)), where=need.sum(axis=1) > 0)


def grants(model: PublicServiceMarket, purchaser: int, domain: int) -> dict[str, float]:
    """What a purchaser gets from the fund this year for a domain, by use, yuan."""
    return {use: float(table[purchaser, domain]) for use, table in tables(model).items()}


def open_year(model: PublicServiceMarket) -> None:
    """January: the lottery pays in, the fund hands out."""
    granted = np.zeros_like(model.appropriations)
    for table in tables(model).values():
        granted += table
    if not granted.any():
        return
    model.purchasers["fund"][:] += granted
    model.flows["appropriation"] += granted
    for row, yuan in enumerate(granted.sum(axis=1)):
        needed = max(0, to_fen(float(yuan)) - max(0, model.ledger.fund))
        model.ledger.transfer(model.month, "fund_income", OUTSIDE, FUND, needed, model.books)
        model.ledger.book(model.month, "fund", FUND, purchaser_account(row), float(yuan), model.books)


def close_year(model: PublicServiceMarket) -> None:
    """Last year's grants are settled: what is awarded and not yet signed stays, what has not come so far is given up."""
    p = model.purchasers
    p["fund"][:] = p.fund_reserved
    p["fund_committed"][:] = 0.0
    model.calls = [call for call in model.calls if not call[-1]]
    for line in model.lines:
        if line.funded and line.contract < 0 and not line.pending:
            line.closed, line.open_month = True, -1


def give_back(model: PublicServiceMarket, row: int, free: int) -> int:
    """What a purchaser neither used nor awarded of the fund goes back to it, out of ``free`` fen; returns fen."""
    p = model.purchasers
    left = np.maximum(0.0, p.fund[row] - p.fund_committed[row] - p.fund_reserved[row])
    unused = float(left.sum())
    fen = min(free, to_fen(unused))
    if fen > 0:
        model.flows["lapsed"][row] += left * (fen / 100.0 / unused)
        model.ledger.transfer(model.month, "fund_return", purchaser_account(row), FUND, fen, model.books)
    return fen
