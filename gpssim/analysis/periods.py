"""Windows of months: the periods that comparisons report (:mod:`gpssim.records.periods`), and the steps of a series."""

from __future__ import annotations

from gpssim.errors import impossible
from gpssim.records.periods import LATER_FIRST, LATER_LAST, PERIODS, TRANSITION_MONTHS, Period, Window, window_of

__all__ = ["LATER_FIRST", "LATER_LAST", "PERIODS", "TRANSITION_MONTHS", "Period", "Window", "steps", "window_of"]


def steps(every: int, months: int) -> list[Window]:
    """Windows of ``every`` months one after the other; the last one may be shorter.

    Raises
    ------
    ScenarioError : ``every`` is not a positive integer.
    """
    if every < 1:
        raise impossible("every", every, "an integer >= 1")
    return [Window(first, min(first + every, months) - 1) for first in range(0, months, every)]
