"""How long a study takes on this machine, said as soon as its first runs are finished: measured, never guessed.

What is paid once is told apart (:mod:`gpssim.paid_once`), so that a first run is not taken for one like the others.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Final

from gpssim.paid_once import COMPILING, EQUILIBRIA, paid
from gpssim.studies.progress import Pace
from gpssim.studies.run import run_one
from gpssim.texts.durations import PROGRESS, told
from gpssim.texts.text import Language, said

if TYPE_CHECKING:
    from gpssim.studies.corners import CornerStudy
    from gpssim.studies.study import Study

WORTH_SAYING: Final = 10.0
"""Seconds to go below which nothing is said."""
LONG: Final = 400
"""Months in all from which it is worth knowing beforehand that it will be said."""


def months_of_group(study: Study | CornerStudy) -> int:
    """Months of one replication in one world: its warm-up once, then every policy."""
    return study.specified.warm_up + study.runs_per_group * study.specified.months


def is_long(study: Study | CornerStudy) -> bool:
    """Whether it is the model that runs, and for so many months that somebody would like to know how long."""
    return study.runner is run_one and months_of_group(study) * len(study.groups) >= LONG


def paid_once_by(study: Study | CornerStudy) -> Callable[[], float]:
    """Seconds paid so far for what no later run of a study pays: where worlds are sampled, each has equilibria of its own."""
    kinds = (COMPILING,) if study.n_worlds else (COMPILING, EQUILIBRIA)
    return lambda: paid(*kinds)


class Estimate:
    """Says how long the rest will take when the first group of runs is finished, and again half-way.

    Parameters
    ----------
    runs_per_group : runs that are finished together.
    workers : groups that are under way at once; 0 where nobody knows: then a tenth of them is awaited before anything is said.
    tell : what to do with a line.
    clock : seconds that have passed.
    language : in which it is said.
    once : seconds paid once so far, for what no later run pays.
    """

    def __init__(
        self,
        runs_per_group: int,
        workers: int,
        tell: Callable[[str], None],
        clock: Callable[[], float] = monotonic,
        language: Language = "en",
        once: Callable[[], float] = paid,
    ) -> None:
        self.pace = Pace(clock, runs_per_group, workers, once)
        self.tell, self.language = tell, language
        self.before: int | None = None
        self.milestones = [0.0 if workers else 0.1, 0.5]

    @classmethod
    def of(cls, study: Study | CornerStudy, workers: int, tell: Callable[[str], None], language: Language = "en") -> Estimate:
        """That of a study; of a long one it is told at once that there will be one."""
        if is_long(study):
            tell(said(PROGRESS, "long", language, runs=len(study.groups) * study.runs_per_group))
        return cls(study.runs_per_group, workers, tell, language=language, once=paid_once_by(study))

    def __call__(self, done: int, total: int) -> None:
        """Take note that ``done`` of ``total`` runs are finished; the first call begins the measurement."""
        _, left = self.pace(done, total)
        self.before = done if self.before is None else self.before
        share = (done - self.before) / max(1, total - self.before)
        if not self.milestones or share <= 0.0 or share < self.milestones[0]:
            return
        self.milestones = [one for one in self.milestones if one > share]
        if left >= WORTH_SAYING:
            word = "to_go_once" if self.pace.once >= 1.0 else "to_go"
            times = {"after": self.pace.passed, "once": self.pace.once, "rest": left}
            in_words = {name: told(seconds, self.language) for name, seconds in times.items()}
            self.tell(said(PROGRESS, word, self.language, done=done, total=total, **in_words))
