"""Windows of months: the periods that comparisons report, and the steps of a series.

- ``all``: every month from the switch of policy (month 0) on.
- ``transition``: months 0-35.
- ``later``: months 60-119; in a run shorter than 120 months its second half, but never before month 36. Runs of 36 months
  or less have no later period.

*Source:* market page, A3: transition (months 1-36) and later period (61-120) apart.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from gpssim.errors import impossible, unknown

PERIODS: Final = ("all", "transition", "later")
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
        return (LATER_FIRST if months > LATER_LAST else max(TRANSITION_MONTHS, months // 2)), LATER_LAST
    raise unknown("period", period, PERIODS)


def steps(every: int, months: int) -> list[Window]:
    """Windows of ``every`` months one after the other; the last one may be shorter.

    Raises
    ------
    ScenarioError : ``every`` is not a positive integer.
    """
    if every < 1:
        raise impossible("every", every, "an integer >= 1")
    return [Window(first, min(first + every, months) - 1) for first in range(0, months, every)]
