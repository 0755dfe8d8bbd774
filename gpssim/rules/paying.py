"""When money is due and how much of it: pure functions."""

from __future__ import annotations

import numpy as np


def due_months(start: int, months: int, n: int) -> np.ndarray:
    """Months in which ``n`` instalments (>= 2) fall due: the first at the start, the last after the term, the others between.

    >>> due_months(10, 12, 3).tolist(), due_months(0, 12, 5).tolist()
    ([10, 16, 22], [0, 3, 6, 9, 12])
    """
    return np.asarray(start + months * np.arange(n) // (n - 1))


def payable_share(advance: float, until_now: float, delivered: float, accepted: bool) -> float:
    """Part of a contract's value that may have been paid by a milestone, in [advance, until_now].

    Parameters
    ----------
    advance : share paid at signing.
    until_now : share that the schedule has reached.
    delivered : part of what was due so far that was delivered, in [0, 1].
    accepted : whether what was seen so far lives up to the promise; if not, nothing beyond the advance is released.

    Source: payment by quantity and quality, Order 102 (2020).

    >>> payable_share(0.2, 0.6, 0.75, True), payable_share(0.2, 0.6, 1.0, False)
    (0.5, 0.2)
    """
    return advance + (until_now - advance) * delivered * accepted


def interest(amount: float, rate: float, months_late: int) -> float:
    """Interest on what is paid late, yuan: simple, ``rate`` a year. Source: 保障中小企业款项支付条例, MEMORY.

    >>> interest(12000.0, 0.1, 3)
    300.0
    """
    return amount * rate * max(0, months_late) / 12.0


def steps_back(loss: float, forfeit: float) -> bool:
    """Whether a winner would rather lose its bid bond than keep a promise that costs more than it brings (yuan both).

    >>> steps_back(900.0, 1000.0), steps_back(1100.0, 1000.0)
    (False, True)
    """
    return loss > forfeit
