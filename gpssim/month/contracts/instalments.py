"""Instalments of a contract: when each falls due, and its part of the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.paying import due_months
from gpssim.rules.purchasing import delayed
from gpssim.state.pay import LAST

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def schedule_instalments(market: MarketState, row: int) -> None:
    """Due months with their delay (luck of the contract, not of the mechanism) and cumulative shares.

    The last instalment waits for acceptance; a retention is taken out of every one before it.
    """
    c, terms = market.contracts, market.contracts.terms[row]
    n, months = len(terms.schedule), int(c.end[row] - c.start[row])
    slots = np.append(np.arange(n - 1), LAST)
    due = due_months(market.month, months, n)
    uniforms = market.luck.uniforms("late payment", c.luck[row], np.arange(n))
    c["due"][row, slots] = delayed(due, uniforms, market.world.purchasers.delay * market.frictions.delay)
    c["planned"][row, slots] = due
    c["due_share"][row, slots] = np.minimum(1.0, np.cumsum(terms.schedule))
    if terms.retention > 0.0:
        c["due_share"][row, :LAST] *= 1.0 - terms.retention
    c["n_instalments"][row] = n
    if months == 1:
        c["due"][row, :LAST] = -1
