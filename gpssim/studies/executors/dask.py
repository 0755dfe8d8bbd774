"""A Dask cluster of this machine: a scheduler and a worker for each core, started for the study and ended with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gpssim.errors import StudyError
from gpssim.processes import at_once
from gpssim.studies.executors.base import Crew, RunsOn, Work
from gpssim.studies.executors.packages import need


class Dask(RunsOn):
    """What a cluster does, tried on a laptop."""

    name = "dask"
    label = "a Dask cluster of this machine"
    label_zh = "本机 Dask 集群"
    written = "dask"

    def check(self) -> None:
        need("distributed", self.name, "cluster")

    def at_once(self, workers: int | None, groups: int) -> int:
        return at_once(workers, groups)

    @contextmanager
    def crew(self, work: Work, workers: int | None) -> Iterator[Crew]:
        from gpssim.studies.executors.on_dask.crew import joined

        with _served(at_once(workers, work.groups)) as address, joined(address, f"{address} (on this machine)", work) as crew:
            yield crew


@contextmanager
def _served(workers: int) -> Iterator[str]:
    """The address of a scheduler with so many workers, as long as it is used."""
    # what can be imported here can be imported there
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "gpssim.studies.executors.on_dask.local", str(workers)]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "start_new_session": True}
    with subprocess.Popen(command, env=surroundings, **pipes) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        address = server.stdout.readline().strip()
        if not address:
            raise StudyError("no Dask cluster could be started on this machine")
        try:
            yield address
        finally:
            server.stdin.close()  # it ends by itself, and its workers with it
