"""The period of a month, counted from the switch of policy (month 0): to which rows belong, and on which comparisons report.

- ``warm_up``: months before 0, under the status quo in every arm; no comparison counts them.
- ``transition``: months 0-35.
- ``between``: months between the two, in no period but ``all``.
- ``later``: months 60-119; in a run shorter than 120 months its second half, but never before month 36. Runs of 36 months
  or less have no later period.
- ``afterwards``: months from 120 on, in no period but ``all``.
- ``all``: every month from the switch on.

*Source:* market page, A3: transition (months 1-36) and later period (61-120) apart.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from gpssim.errors import impossible, unknown

PERIODS: Final = ("all", "transition", "later")
"""What comparisons report."""
WARM_UP: Final = "warm_up"
PERIOD: Final = "period"
"""The column that says it."""
LABELS: Final = (WARM_UP, "transition", "between", "later", "afterwards")
"""What the column says, in the order of months."""
TRANSITION_MONTHS, LATER_FIRST, LATER_LAST = 36, 60, 119

Period = str | tuple[int, int]


class Window(NamedTuple):
    """Months ``first`` to ``last``, both included."""

    first: int
    last: int

    @property
    def years(self) -> float:
        """Length in years."""
        return (self.last - self.first + 1) / 12


def window_of(period: Period, months: int) -> Window | None:
    """The months of a period in a run of ``months`` months; ``None`` where the run has none of them.

    Raises
    ------
    UnknownNameError, ScenarioError : a period that does not exist or ends before it begins.
    """
    if isinstance(period, str):
        first, last = _named(period, months)
    else:
        first, last = period
        if not 0 <= first <= last:
            raise impossible("period", period, "a name or (first, last) with 0 <= first <= last")
    last = min(last, months - 1)
    return Window(first, last) if first <= last else None


def _named(period: str, months: int) -> tuple[int, int]:
    if period == "all":
        return 0, months - 1
    if period == "transition":
        return 0, TRANSITION_MONTHS - 1
    if period == "later":
        return later_begins(months), LATER_LAST
    raise unknown("period", period, PERIODS)


def later_begins(months: int) -> int:
    """The first month of the later period in a run of ``months`` months."""
    return LATER_FIRST if months > LATER_LAST else max(TRANSITION_MONTHS, months // 2)


def period_of(month: pd.Series | np.ndarray, months: int) -> pd.Categorical[str]:
    """The label of each month in a run of ``months`` months, shape (n,).

    >>> list(period_of(np.array([-1, 0, 36, 60, 120]), 132))
    ['warm_up', 'transition', 'between', 'later', 'afterwards']
    """
    ends = (0, TRANSITION_MONTHS, later_begins(months), LATER_LAST + 1)
    return pd.Categorical.from_codes(np.searchsorted(ends, np.asarray(month), side="right"), pd.Index(LABELS), ordered=True)


def within(month: pd.Series | np.ndarray, period: Period, months: int) -> np.ndarray:
    """Whether each month lies in a period, bool, shape (n,); ``warm_up`` is one here, too.

    Raises
    ------
    UnknownNameError, ScenarioError : as :func:`window_of`.
    """
    when = np.asarray(month)
    if period == WARM_UP:
        return when < 0
    if isinstance(period, str) and period not in PERIODS:
        raise unknown("period", period, (WARM_UP, *PERIODS))
    window = window_of(period, months)
    return np.zeros(when.shape, dtype=bool) if window is None else (when >= window.first) & (when <= window.last)
