"""Runs of the market at places in the cube: in this process, or by a crew that stays from one batch to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from gpssim.calibration.evaluations import Answer, Ask
from gpssim.calibration.measuring import MOMENTS_TABLE, Measuring
from gpssim.calibration.reading import Asked
from gpssim.errors import StudyError
from gpssim.records.parts import RUNS
from gpssim.records.runs import SUCCEEDED
from gpssim.studies.chunks import Chunks
from gpssim.studies.executing import Driver, Lost, alone
from gpssim.studies.executors import RunsOn, Work, executor_of
from gpssim.studies.executors.base import Lent
from gpssim.studies.packs import Pack
from gpssim.studies.tasks import Group, Job

MANY: Final = 10_000
"""Runs that a calibration may make: so many workers are of use."""


@dataclass
class Market:
    """The market as a simulator of moments; a context, at whose end its workers stop.

    Parameters
    ----------
    workers : processes; one for each core by default, 1 runs in this process.
    on : where runs are made, as for a study (``processes``, ``dask``, …).
    executor : any executor of ``concurrent.futures`` in its place, left open.

    Raises
    ------
    GpssimError : there is no such place, or nobody answers there.
    """

    asked: Asked
    workers: int | None = None
    on: str | RunsOn | None = None
    executor: Executor | None = None
    failures: list[str] = field(default_factory=list)
    """Why runs failed."""

    def __post_init__(self) -> None:
        measuring = Measuring(self.asked.file.targets, self.asked.measures)
        self._job = replace(self.asked.study.job(), runner=measuring, common_luck=True)
        self._place = executor_of(self.on) if self.executor is None else Lent(self.executor)
        self._place.check()
        self._stack = ExitStack()
        self._crew: Any = None
        self._begun = False

    def __enter__(self) -> Market:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        self._begun = False

    def __call__(self, asked: Sequence[Ask]) -> Iterator[Answer]:
        """Moments of each run as it ends; a run that failed has none.

        Raises
        ------
        StudyError : a run kills its worker.
        """
        places = {place: i + 1 for i, place in enumerate(dict.fromkeys(place for place, _ in asked))}
        job = replace(self._job, points=[self.values_at(place) for place in places])
        groups = {Group(places[place], luck): (place, luck) for place, luck in asked}
        lost: list[Lost] = []
        for ended in self._ended(job, list(groups)):
            if isinstance(ended, Lost):
                lost.append(ended)
            else:
                yield from ((groups[group], moments) for group, moments in self._moments(ended))
        if lost:
            raise StudyError(f"{len(lost)} runs were lost ({lost[0].reason}); what is finished is kept: the same again goes on")

    def values_at(self, place: Sequence[float]) -> dict[str, float | int]:
        """The free parameters at a place in the cube: quantiles of their distributions, by path."""
        return {v.path: v.values_at(np.array([x]))[0] for v, x in zip(self.asked.variables, place, strict=True)}

    def _ended(self, job: Job, groups: list[Group]) -> Iterator[Pack | Lost]:
        """Groups as they end; the crew was told of the job once, and values travel with each group."""
        if self.workers == 1 and self.executor is None:
            yield from alone(job, groups)
            return
        chunks = Chunks(groups, len(groups), lambda _: None)
        crew = self._working()
        if crew is not None:
            yield from Driver(job, crew, chunks).work()
        yield from alone(job, chunks.rest())

    def _working(self) -> Any:
        """The crew, called when it is first needed; none where this process does all the work."""
        if not self._begun:
            self._begun = True
            here = isinstance(self._place, RunsOn) and self._place.here
            if not here:
                place: Any = self._place
                self._crew = self._stack.enter_context(place.crew(Work.of(self._job, MANY), self.workers))
        return self._crew

    def _moments(self, pack: Pack) -> Iterator[tuple[Group, np.ndarray]]:
        m = len(self.asked.file.targets)
        found = {group: np.full(m, np.nan) for group in pack.groups}
        for row in pack.table(RUNS).to_pylist():
            if row["status"] != SUCCEEDED:
                self.failures.append(str(row["reason"]))
        if MOMENTS_TABLE in pack.names:
            table = pack.table(MOMENTS_TABLE).to_pydict()
            for world, luck, j, value in zip(*(table[c] for c in ("world", "replication", "moment", "value")), strict=True):
                found[Group(int(world), int(luck))][j] = value
        yield from found.items()
