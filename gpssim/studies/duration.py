"""How long a study takes on this machine: a few of its months are run against the clock, and the months it has are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Final

from gpssim.studies.finishing import workers_of
from gpssim.studies.run import run_one

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket
    from gpssim.studies.study import Study

UNTIMED: Final = 2
"""Months of a market before the clock starts; a first market is run through all of them before, without a clock, so that what is
compiled or solved once for all is not taken for what a month takes."""
TIMED: Final = 12
"""Months against the clock, a year so that every season counts ..."""
MOST_SECONDS: Final = 3.0
"""... or fewer, where a month takes long."""
LONG: Final = 400
"""Months in all from which it is worth asking how long a study takes."""


@dataclass(frozen=True)
class Pace:
    """Seconds of one core: to found a market, and for a month of it."""

    founding: float
    month: float

    def seconds(self, study: Study, at_once: int | None = None) -> float:
        """What the whole study takes, if nothing of it is there yet: as many groups side by side as there are processes."""
        of_group = self.founding * (1 + study.runs_per_group) + self.month * months_of_group(study)
        return of_group * -(-len(study.groups) // (at_once or workers_of(study) or 1))


def months_of_group(study: Study) -> int:
    """Months of one replication in one world: its warm-up once, then every policy."""
    return study.specified.warm_up + study.runs_per_group * study.specified.months


def is_long(study: Study) -> bool:
    """Whether it is the model that runs, and for so many months that somebody would like to know how long."""
    return study.runner is run_one and months_of_group(study) * len(study.groups) >= LONG


def pace_of(study: Study, clock: Callable[[], float] = perf_counter) -> Pace:
    """Measured: the study's own market is founded and a few of its months are run. No draw of the study changes by it.

    Parameters
    ----------
    clock : seconds, from any zero.
    """
    first = _market(study)
    _run(first, UNTIMED + TIMED)
    started = clock()
    market = _market(study)
    founded, months = clock(), 0
    _run(market, UNTIMED)
    began = clock()
    while months < TIMED and (not months or clock() - began < MOST_SECONDS):
        market.step()
        months += 1
    ended = clock()
    for one in (first, market):
        one.release()
    return Pace(founded - started, (ended - began) / months)


def _market(study: Study) -> PublicServiceMarket:
    from gpssim.model import PublicServiceMarket  # Mesa and compiled rules: only where something runs

    return PublicServiceMarket(study.specified, study.specified.policy, seed=study.seed)


def _run(market: PublicServiceMarket, months: int) -> None:
    for _ in range(months):
        market.step()
