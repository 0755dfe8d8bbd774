"""Runs of the market at places in the cube: on one process, on a crew that stays, or on any executor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from gpssim.calibration.evaluations import Answer, Ask
from gpssim.calibration.measuring import MOMENTS_TABLE, Measuring
from gpssim.calibration.reading import Asked
from gpssim.errors import StudyError
from gpssim.processes import crew, started, stop
from gpssim.records.runs import SUCCEEDED
from gpssim.studies.executing import Lost
from gpssim.studies.one_by_one import one_by_one
from gpssim.studies.tasks import Group, GroupOutcome

TRIES: Final = 2
"""How often a run whose worker died is tried."""


@dataclass
class Market:
    """The market as a simulator of moments; a context, at whose end its own processes stop.

    Parameters
    ----------
    workers : processes; one for each core by default, 1 runs in this process.
    executor : any executor of ``concurrent.futures`` in their place, left open.
    """

    asked: Asked
    workers: int | None = None
    executor: Executor | None = None
    failures: list[str] = field(default_factory=list)
    """Why runs failed."""
    _pool: ProcessPoolExecutor | None = None

    def __post_init__(self) -> None:
        measuring = Measuring(self.asked.file.targets, self.asked.measures)
        self._job = replace(self.asked.study.job(), runner=measuring, common_luck=True)
        self._n = crew(self.workers, 10_000)

    def __enter__(self) -> Market:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            stop(self._pool)
            self._pool = None

    def __call__(self, asked: Sequence[Ask]) -> Iterator[Answer]:
        """Moments of each run as it ends; a run that failed has none.

        Raises
        ------
        StudyError : workers died, and did so once more.
        """
        places = list(dict.fromkeys(place for place, _ in asked))
        job = replace(self._job, points=[self.values_at(place) for place in places])
        groups = {Group(places.index(place) + 1, luck): (place, luck) for place, luck in asked}
        reason = ""
        for _ in range(TRIES):
            for group, outcome in one_by_one(job, list(groups), self._n, self._crew() or ("serial" if self._n == 1 else None)):
                if isinstance(outcome, Lost):
                    reason = outcome.reason
                else:
                    yield groups.pop(group), self._moments(outcome)
            if not groups:
                return
            self.__exit__()
        raise StudyError(f"{len(groups)} runs were lost twice ({reason}); what is finished is kept: the same again goes on")

    def values_at(self, place: Sequence[float]) -> dict[str, float | int]:
        """The free parameters at a place in the cube: quantiles of their distributions, by path."""
        return {v.path: v.values_at(np.array([x]))[0] for v, x in zip(self.asked.variables, place, strict=True)}

    def _crew(self) -> Executor | None:
        """Processes that stay from one batch to the next: to start them costs more than a few runs."""
        if self.executor is not None or self._n == 1:
            return self.executor
        if self._pool is None:
            self._pool = started(self._n)
            self._n = self._n if self._pool else 1
        return self._pool

    def _moments(self, outcome: GroupOutcome) -> np.ndarray:
        account = outcome.accounts[0]
        if account["status"] != SUCCEEDED:
            self.failures.append(str(account["reason"]))
            return np.full(len(self.asked.file.targets), np.nan)
        return np.asarray(outcome.tables[MOMENTS_TABLE]["value"].to_numpy(), dtype=float)
