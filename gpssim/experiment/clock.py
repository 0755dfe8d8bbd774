"""What a person who waits is told: how long it takes, measured on this machine, and what is done of it."""

from __future__ import annotations

import sys
from time import perf_counter
from typing import TYPE_CHECKING

from gpssim.studies.duration import is_long, pace_of
from gpssim.texts.durations import told

if TYPE_CHECKING:
    from gpssim.studies import CornerStudy, Study

WORTH_TELLING = 20.0
"""Seconds from which what is left is told."""


class Clock:
    """The clock of one trial; it speaks on stderr, since stdout is for results.

    Parameters
    ----------
    name : who speaks.
    """

    def __init__(self, name: str) -> None:
        self.name, self.cases, self.measured = name, 0, False

    def begins(self, n_cases: int) -> None:
        """Several cases follow, each with studies of its own."""
        self.cases, self.measured, self.started = n_cases, False, perf_counter()

    def before(self, study: Study | CornerStudy) -> None:
        """Say how long a long study takes, and all the cases that are like it; once for cases of the same kind."""
        if self.measured or not is_long(study):
            return
        self.measured = True
        pace = pace_of(study)
        seconds = pace.seconds(study)
        of_all = f", {self.cases} of the kind about {told(self.cases * seconds)}" if self.cases > 1 else ""
        said = f"{len(study.groups)} × {study.runs_per_group} runs: about {told(seconds)}{of_all}"
        self.say(f"{said} (measured here: {1000 * pace.month:.3g} ms a month)")

    def after(self, done: int) -> None:
        """Say what is left, where that is worth waiting for."""
        left = (perf_counter() - self.started) / done * (self.cases - done)
        if left > WORTH_TELLING:
            self.say(f"{done} of {self.cases} done, about {told(left)} left")
        if done == self.cases:
            self.cases, self.measured = 0, False

    def say(self, what: str) -> None:
        sys.stderr.write(f"{self.name}: {what}\n")
