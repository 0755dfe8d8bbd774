"""Workers that a batch system starts, job by job; the scheduler runs beside the study."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, ClassVar, Self

from gpssim.errors import StudyError, impossible
from gpssim.files.places import place_of
from gpssim.studies.on_dask import ONE_TRY
from gpssim.studies.on_dask.profile import Profile
from gpssim.studies.on_dask.scheduled import Scheduled


class Batch(Scheduled):
    """A batch system that dask-jobqueue knows."""

    needs = ("dask_jobqueue", "cluster")
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
        super().check()
        if shutil.which(self.command) is None:
            raise StudyError(f"no jobs can be submitted from this machine: there is no {self.command}; nothing was run")

    def at_once(self, workers: int | None, groups: int) -> int:
        return max(1, min(groups, self.profile.jobs * int(self.profile.options.get("processes", 1))))

    def _options(self) -> dict[str, Any]:
        """What the profile says, and what is usual where it is silent: on a machine of many, Dask's own port may be taken."""
        asked = {"processes": 1, **self.profile.options}
        return {**asked, "scheduler_options": {"dashboard_address": ":0", **asked.get("scheduler_options", {})}}

    @contextmanager
    def scheduler(self, workers: int | None, groups: int) -> Iterator[tuple[Any, str]]:
        """See :meth:`Scheduled.scheduler`; its jobs are submitted, and cancelled in the end."""
        import dask

        try:
            with dask.config.set(ONE_TRY):
                cluster = getattr(import_module("dask_jobqueue"), self.cluster)(**self._options())
        except (OSError, TypeError, ValueError, RuntimeError) as error:
            raise StudyError(f"{self.name} takes no such jobs: {str(error).splitlines()[0]}") from None
        with cluster:
            if self.profile.at_least is None:
                cluster.scale(jobs=self.profile.jobs)
            else:
                cluster.adapt(minimum_jobs=self.profile.at_least, maximum_jobs=self.profile.jobs)
            yield cluster, f"{self.name} ({cluster.scheduler_address})"
