"""What a person who waits is told: how long it takes, measured on this machine, and what is done of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from gpssim.files.standard import is_terminal
from gpssim.paid_once import paid
from gpssim.studies.duration import Estimate, is_long
from gpssim.studies.finishing import workers_of
from gpssim.studies.progress import Pace
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
    workers : processes of its studies.
    clock : seconds, from any zero.
    once : seconds paid once so far, of all workers.
    """

    def __init__(
        self, name: str, workers: int = 1, clock: Callable[[], float] = monotonic, once: Callable[[], float] = paid
    ) -> None:
        self.name, self.workers, self._clock, self._paid = name, workers, clock, once
        self.cases, self.told = 0, False

    def begins(self, n_cases: int) -> None:
        """Several cases follow, each with studies of its own."""
        self.cases, self.told = n_cases, False
        self.pace = Pace(self._clock, workers=self.workers, once=self._paid)
        self.pace(0, n_cases)

    def progress(self, study: Study | CornerStudy) -> Estimate | None:
        """What says how long a long study takes, once for cases of the same kind; ``None``: nothing, or the bar of a terminal."""
        if self.told or is_terminal(sys.stderr) or not is_long(study):
            return None
        self.told = self.cases > 0
        return Estimate.of(study, workers_of(study), self.say)

    def after(self, done: int) -> None:
        """Say what is left, where that is worth waiting for."""
        _, left = self.pace(done, self.cases)
        if left > WORTH_TELLING:
            self.say(f"{done} of {self.cases} done, about {told(left)} left")
        if done == self.cases:
            self.cases, self.told = 0, False

    def say(self, what: str) -> None:
        sys.stderr.write(f"{self.name}: {what}\n")
