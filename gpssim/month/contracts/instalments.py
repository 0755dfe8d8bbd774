"""Instalments of contracts: when each falls due, and its part of the value."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gpssim.rules.paying import due_months
from gpssim.rules.purchasing import delayed
from gpssim.state.pay import LAST, MOST

if TYPE_CHECKING:
    from gpssim.market import ContractTerms
    from gpssim.state.market_state import MarketState


class Calendar(NamedTuple):
    """The instalments of a contract by their places in its row; arrays (MOST,)."""

    there: np.ndarray
    """bool: whether there is one."""
    after: np.ndarray
    """Months after the start in which it falls due."""
    share: np.ndarray
    """Part of the value that is paid with it and before."""
    luck: np.ndarray
    """Number of its draw among the contract's."""
    paid: np.ndarray
    """bool: whether it is paid at all: a single month is paid at once, after acceptance."""


@lru_cache(maxsize=1024)
def calendar(schedule: tuple[float, ...], months: int, retention: float) -> Calendar:
    """The instalments of a contract of so many months; the last one has the last place.

    A retention is taken out of every one before the last.
    """
    n = len(schedule)
    slots = np.append(np.arange(n - 1), LAST)
    there, after, share, luck = (
        np.zeros(MOST, dtype=bool),
        np.zeros(MOST, dtype=np.int64),
        np.zeros(MOST),
        np.zeros(MOST, dtype=int),
    )
    there[slots], after[slots], luck[slots] = True, due_months(0, months, n), np.arange(n)
    share[slots] = np.minimum(1.0, np.cumsum(schedule))
    if retention > 0.0:
        share[:LAST] *= 1.0 - retention
    paid = there & ((months > 1) | (np.arange(MOST) == LAST))
    return Calendar(there, after, share, luck, paid)


def calendar_of(terms: ContractTerms, months: int) -> Calendar:
    """The instalments that a contract's terms say for its months."""
    return calendar(terms.schedule, months, terms.retention)


def schedule_instalments(market: MarketState, rows: np.ndarray) -> None:
    """Due months with their delay (luck of the contract, not of the mechanism) and cumulative shares.

    The last instalment waits for acceptance.
    """
    c = market.contracts
    months = (c.end[rows] - c.start[rows]).tolist()
    each = [calendar_of(c.terms[row], n) for row, n in zip(rows.tolist(), months, strict=True)]
    there, after, share, luck, paid = (np.array(values) for values in zip(*each, strict=True))
    uniforms = market.luck.uniforms("late payment", c.luck[rows, None], np.arange(MOST))
    planned = market.month + after
    due = delayed(planned, np.take_along_axis(uniforms, luck, axis=1), market.world.purchasers.delay * market.frictions.delay)
    c["due"][rows, :MOST] = np.where(paid, due, -1)
    c["planned"][rows, :MOST] = np.where(there, planned, -1)
    c["due_share"][rows, :MOST] = share
    c["n_instalments"][rows] = there.sum(axis=1)
