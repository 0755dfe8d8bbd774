"""How long a study will take, said on stderr as soon as its first runs are finished: measured, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import Final

from gpssim.cli.words import WORDS
from gpssim.texts.durations import told
from gpssim.texts.text import Language, said

WORTH_SAYING: Final = 10.0
"""Seconds to go below which nothing is said."""

Tell = Callable[[str], None]


class Estimate:
    """Says how long the rest will take when the first group of runs is finished, and again half-way.

    Parameters
    ----------
    runs_per_group : runs that are finished together.
    workers : groups that are under way at once; 0 where nobody knows: then a tenth of them is awaited before anything is said.
    tell : what to do with a line.
    clock : seconds that have passed.
    language : in which it is said.
    """

    def __init__(
        self,
        runs_per_group: int,
        workers: int,
        tell: Callable[[str], None],
        clock: Callable[[], float] = monotonic,
        language: Language = "en",
    ) -> None:
        self.each, self.workers, self.tell, self.clock, self.language = runs_per_group, max(1, workers), tell, clock, language
        self.begun: tuple[int, float] | None = None
        self.milestones = [0.0 if workers else 0.1, 0.5]

    def __call__(self, done: int, total: int) -> None:
        """Take note that ``done`` of ``total`` runs are finished; the first call begins the measurement."""
        if self.begun is None:
            self.begun = (done, self.clock())
            return
        before, started = self.begun
        share, passed = (done - before) / max(1, total - before), self.clock() - started
        if not self.milestones or share <= 0.0 or share < self.milestones[0]:
            return
        self.milestones = [one for one in self.milestones if one > share]
        left = self._left(done - before, total - before, passed)
        if left >= WORTH_SAYING:
            after, rest = told(passed, self.language), told(left, self.language)
            self.tell(said(WORDS, "to_go", self.language, done=done, total=total, after=after, rest=rest))

    def _left(self, done: int, total: int, passed: float) -> float:
        """Seconds to go: rounds of the workers after the first group, what was finished in the time that has passed later."""
        if done <= self.each:
            return passed * (ceil(total / self.each / self.workers) - 1)
        return passed * (total - done) / done
