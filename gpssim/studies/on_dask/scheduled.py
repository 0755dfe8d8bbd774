"""The shape of executors that work through a Dask scheduler: each says where it is, and how it comes about."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from gpssim.studies.executors.base import Crew, RunsOn, Work


class Scheduled(RunsOn):
    """The workers of a Dask scheduler."""

    needs = ("distributed", "cluster")

    @abstractmethod
    def scheduler(self, workers: int | None, groups: int) -> AbstractContextManager[tuple[Any, str]]:
        """A context in which there is a scheduler: its address, or its cluster, and what it is called.

        Parameters
        ----------
        workers, groups : as the study asks, and how many groups there are to run.

        Raises
        ------
        StudyError : there is none to be had.
        """

    @contextmanager
    def crew(self, work: Work, workers: int | None) -> Iterator[Crew]:
        with self.scheduler(workers, work.groups) as (address, told):
            from gpssim.studies.on_dask.crew import joined  # after a scheduler of ours began to start: both take seconds

            with joined(address, told, work) as crew:
                yield crew
