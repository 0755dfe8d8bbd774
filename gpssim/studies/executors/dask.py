"""A Dask cluster of this machine: a scheduler and a worker for each core, started for the study and ended with it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from gpssim.errors import StudyError
from gpssim.processes import at_once
from gpssim.studies.on_dask.scheduled import Scheduled


class Dask(Scheduled):
    """What a cluster does, tried on a laptop."""

    name = "dask"
    label = "a Dask cluster of this machine"
    label_zh = "本机 Dask 集群"
    written = "dask"

    def at_once(self, workers: int | None, groups: int) -> int:
        return at_once(workers, groups)

    @contextmanager
    def scheduler(self, workers: int | None, groups: int) -> Iterator[tuple[str, str]]:
        """See :meth:`Scheduled.scheduler`; there are as many workers as are used."""
        with served(at_once(workers, groups)) as address:
            yield address, f"{address} (on this machine)"


@contextmanager
def served(workers: int) -> Iterator[str]:
    """The address of a scheduler with so many workers, as long as it is used."""
    # what can be imported here can be imported there
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "gpssim.studies.on_dask.local", str(workers)]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "start_new_session": True}
    with subprocess.Popen(command, env=surroundings, **pipes) as server:
        import_module("distributed")  # here, too, while it starts there: each takes seconds
        assert server.stdout is not None
        assert server.stdin is not None
        address = server.stdout.readline().strip()
        if not address:
            raise StudyError("no Dask cluster could be started on this machine")
        try:
            yield address
        finally:
            server.stdin.close()  # it ends by itself, and its workers with it
