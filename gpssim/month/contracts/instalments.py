"""Instalments of contracts: when each falls due, and its part of the value."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.paying import due_months
from gpssim.rules.purchasing import delayed
from gpssim.state.pay import LAST, MOST

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


THERE, AFTER, LUCK, PAID = range(4)
"""Whether there is an instalment in a place, months after the start in which it falls due, number of its draw among the
contract's, whether it is paid at all."""


@lru_cache(maxsize=1024)
def calendar(schedule: tuple[float, ...], months: int, retention: float) -> tuple[np.ndarray, np.ndarray]:
    """The instalments of a contract of so many months, shape (4, MOST), and the part of the value paid with each and before.

    The last one has the last place; a retention is taken out of every one before it. A single month is paid at once, after
    acceptance.
    """
    n = len(schedule)
    slots = np.append(np.arange(n - 1), LAST)
    dates, share = np.zeros((4, MOST), dtype=np.int64), np.zeros(MOST)
    dates[THERE, slots], dates[AFTER, slots], dates[LUCK, slots] = 1, due_months(0, months, n), np.arange(n)
    dates[PAID, slots if months > 1 else LAST] = 1
    share[slots] = np.minimum(1.0, np.cumsum(schedule))
    if retention > 0.0:
        share[:LAST] *= 1.0 - retention
    return dates, share


def schedule_instalments(market: MarketState, rows: np.ndarray) -> None:
    """Due months with their delay (luck of the contract, not of the mechanism) and cumulative shares.

    The last instalment waits for acceptance.
    """
    c = market.contracts
    months = (c.end[rows] - c.start[rows]).tolist()
    said = [(c.terms[row], n) for row, n in zip(rows.tolist(), months, strict=True)]
    dates, share = zip(*(calendar(terms.schedule, n, terms.retention) for terms, n in said), strict=True)
    there, after, luck, paid = np.array(dates).transpose(1, 0, 2)
    uniforms = market.luck.uniforms("late payment", c.luck[rows, None], np.arange(MOST))
    planned, own = market.month + after, uniforms[np.arange(rows.size)[:, None], luck]
    due = delayed(planned, own, market.world.purchasers.delay * market.frictions.delay)
    c["due"][rows, :MOST] = np.where(paid, due, -1)
    c["planned"][rows, :MOST] = np.where(there, planned, -1)
    c["due_share"][rows, :MOST] = share
    c["n_instalments"][rows] = there.sum(axis=1)
