"""Instalments of a contract: when each falls due, what may be paid then, what is held back, what lateness costs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, get_args

import numpy as np

from gpssim.agents.ledger import TREASURY, organization_account
from gpssim.market import ContractTerms, StageCheck
from gpssim.rules.paying import due_months, interest, payable_share
from gpssim.rules.purchasing import delayed
from gpssim.units import to_fen

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

MOST: Final = 6
"""Most instalments of a contract, the last one after acceptance."""
LAST: Final = MOST - 1
RETAINED: Final = MOST
"""Place of what is held back after acceptance."""
CHECKS: Final = get_args(StageCheck)


def plan(model: PublicServiceMarket, row: int, terms: ContractTerms, months: int) -> None:
    """Due months with their delay (luck of the contract, not of the mechanism) and cumulative shares.

    The last instalment waits for acceptance; a retention is taken out of every one before it.
    """
    c, n = model.contracts, len(terms.schedule)
    slots = np.append(np.arange(n - 1), LAST)
    due = due_months(model.month, months, n)
    uniforms = model.luck.uniforms("late payment", c.luck[row], np.arange(n))
    c["due"][row, slots] = delayed(due, uniforms, model.world.purchasers.delay * model.frictions.delay)
    c["planned"][row, slots] = due
    c["due_share"][row, slots] = np.minimum(1.0, np.cumsum(terms.schedule))
    if terms.retention > 0.0:
        c["due_share"][row, :LAST] *= 1.0 - terms.retention
    c["n_instalments"][row] = n
    c["stage_check"][row] = CHECKS.index(terms.stage_check)
    if months == 1:
        c["due"][row, :LAST] = -1


def schedule_of(model: PublicServiceMarket, row: int) -> tuple[float, ...]:
    """The schedule a contract was signed with, from its cumulative shares."""
    c = model.contracts
    share = c.due_share[row, np.append(np.arange(int(c.n_instalments[row]) - 1), LAST)]
    if c.retention[row] > 0.0:
        share[:-1] /= 1.0 - c.retention[row]
    return (float(share[0]), *(float(later - before) for before, later in pairwise(share)))


def payable(model: PublicServiceMarket, row: int, k: int) -> float:
    """Part of a contract's value that may have been paid with instalment ``k`` (not the last): by schedule, or as a check finds."""
    c = model.contracts
    until_now, check = float(c.due_share[row, k]), CHECKS[int(c.stage_check[row])]
    if check == "none" or k == 0:
        return until_now
    due = float(c.places[row]) * (model.month + 1 - int(c.start[row]))
    seen = float(c.signal_sum[row]) / int(c.n_signals[row]) if c.n_signals[row] else float(c.promised[row])
    passed = check == "delivered" or c.promised[row] - seen <= model.policy_state.levers.tolerance
    return payable_share(float(c.due_share[row, 0]), until_now, min(1.0, float(c.delivered[row]) / max(due, 1e-9)), bool(passed))


def hold_back(model: PublicServiceMarket, row: int, due_fen: int) -> int:
    """Fen of a settled contract that are held back for some months; 0 where nothing is, or all is paid already."""
    c = model.contracts
    if c.retention[row] == 0.0 or c.retention_months[row] == 0:
        return 0
    held = min(to_fen(float(c.retention[row]) * due_fen / 100.0), max(0, due_fen - int(c.paid_fen[row])))
    if held:
        c["held_fen"][row] = held
        c["due"][row, RETAINED] = c["planned"][row, RETAINED] = model.month + int(c.retention_months[row])
    return held


def count_lateness(model: PublicServiceMarket, row: int, k: int, yuan: float) -> None:
    """Count what the purchaser pays late; the treasury pays interest on it where the contract says so."""
    c = model.contracts
    if model.month > c.planned[row, k]:
        model.flows["paid_late"][c.purchaser[row], c.domain[row]] += yuan
    if c.late_interest[row] > 0.0 and yuan > 0.0:
        extra = interest(yuan, float(c.late_interest[row]), model.month - int(c.planned[row, k]))
        model.ledger.book(
            model.month, "late_interest", TREASURY, organization_account(int(c.organization[row])), extra, model.books
        )
