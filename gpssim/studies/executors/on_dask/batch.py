"""Workers that a batch system starts, job by job; the scheduler runs beside the study."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, ClassVar, Self

from gpssim.errors import StudyError, impossible
from gpssim.files.places import place_of
from gpssim.studies.executors.base import Crew, RunsOn, Work
from gpssim.studies.executors.on_dask.profile import Profile
from gpssim.studies.executors.packages import need


class Batch(RunsOn):
    """A batch system that dask-jobqueue knows."""

    cluster: ClassVar[str]
    """The class of dask-jobqueue."""
    command: ClassVar[str]
    """By which jobs are submitted."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    @classmethod
    def of(cls, typed: str) -> Self:
        file = typed.partition(":")[2].strip()
        if not file:
            raise impossible("on", typed, f"{cls.written}, with the file of a profile")
        return cls(Profile.read(place_of(file)))

    def check(self) -> None:
        """The package is installed, and jobs can be submitted from here."""
        need("dask_jobqueue", self.name, "cluster")
        if shutil.which(self.command) is None:
            raise StudyError(f"no jobs can be submitted from this machine: there is no {self.command}; nothing was run")

    def at_once(self, workers: int | None, groups: int) -> int:
        return max(1, min(groups, self.profile.jobs * int(self.profile.options.get("processes", 1))))

    @contextmanager
    def crew(self, work: Work, workers: int | None) -> Iterator[Crew]:
        from gpssim.studies.executors.on_dask.crew import joined

        with self._started() as cluster, joined(cluster, f"{self.name} ({cluster.scheduler_address})", work) as crew:
            yield crew

    @contextmanager
    def _started(self) -> Iterator[Any]:
        """The scheduler, its jobs submitted; they are cancelled in the end."""
        import dask

        dask.config.set({"distributed.scheduler.allowed-failures": 0})  # a task whose worker died is the study's to try again
        try:
            cluster = getattr(import_module("dask_jobqueue"), self.cluster)(**{"processes": 1, **self.profile.options})
        except (OSError, TypeError, ValueError, RuntimeError) as error:
            raise StudyError(f"{self.name} takes no such jobs: {str(error).splitlines()[0]}") from None
        with cluster:
            if self.profile.at_least is None:
                cluster.scale(jobs=self.profile.jobs)
            else:
                cluster.adapt(minimum_jobs=self.profile.at_least, maximum_jobs=self.profile.jobs)
            yield cluster
