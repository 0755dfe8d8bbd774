"""A crew behind a Dask scheduler."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any, Final

from distributed import Client, KilledWorker
from distributed.comm import CommClosedError

from gpssim.errors import StudyError
from gpssim.files.lines import reason_of
from gpssim.studies.elsewhere import Chunk, Done, run_held
from gpssim.studies.executors.base import Crew, ExecutorGoneError, NoWorkersWarning, Work
from gpssim.studies.on_dask.workers import KeepsJob

ANSWERS: Final = "15s"
"""How long a scheduler may take to answer, on a machine that is busy; whether anybody listens at all was asked before."""
ENDS: Final = "3s"
"""How long a farewell may take."""
PATIENCE: Final = 10.0
"""Seconds without workers before that is said."""
DESERTED: Final = 60.0
"""The same where there were some; others may be starting."""
LOOKS: Final = 2.0
"""Seconds between looks at how many workers there are."""


@contextmanager
def joined(address: Any, told: str, work: Work) -> Iterator[Crew]:
    """A crew of the workers of a scheduler.

    Parameters
    ----------
    address : of the scheduler, or a cluster.
    told : the same for people.

    Raises
    ------
    StudyError : nobody answers, or a worker has another gpssim.
    """
    try:
        client = Client(address, timeout=ANSWERS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise StudyError(f"no scheduler answers at {told}: {reason_of(error)}; nothing was run") from None
    plugin = KeepsJob(work)
    try:
        client.register_plugin(plugin)
        crew = DaskCrew(client, told, work)
        crew.tell_if_none()
        yield crew
    finally:
        with suppress(Exception):  # the scheduler may be gone; what is left there it forgets with this client
            if client.status == "running":
                client.unregister_worker_plugin(plugin.name)
        with suppress(Exception):
            client.close(timeout=ENDS)


class DaskCrew:
    """Workers of a scheduler, however many there are at a time; where there are none, tasks wait for them."""

    def __init__(self, client: Client, told: str, work: Work) -> None:
        self._client, self._told, self._work = client, told, work
        self._executor = client.get_executor(pure=False, retries=0)
        self._workers, self._looked = 1, float("-inf")
        self._seen = monotonic()
        """When there were workers last, or when it was said that there are none."""

    def size(self) -> int:
        if monotonic() - self._looked > LOOKS:
            there = self._count()
            self._workers, self._looked = max(1, there), monotonic()
            self._tell_if_deserted(there)
        return self._workers

    def _tell_if_deserted(self, there: int) -> None:
        """Say that nothing happens any more, each time that it was so for long."""
        if not there and self._looked - self._seen > DESERTED:
            line = "{scheduler} has no workers any more: runs go on when there are some"
            warnings.warn(NoWorkersWarning(line, scheduler=self._told), stacklevel=2)
        if there or self._looked - self._seen > DESERTED:
            self._seen = self._looked

    def _count(self) -> int:
        try:
            return len(self._client.nthreads())
        except (OSError, ValueError, CommClosedError):
            return self._workers

    def tell_if_none(self) -> None:
        """Say that nothing happens before there are workers."""
        with suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=PATIENCE)
        if not self._count():
            line = "{scheduler} has no workers yet: runs begin when there are some"
            warnings.warn(NoWorkersWarning(line, scheduler=self._told), stacklevel=2)

    def submit(self, chunk: Chunk) -> Future[Done]:
        self._check()
        task: Future[Done] = self._executor.submit(run_held, self._work.key, chunk)
        return task

    def died(self, error: BaseException) -> bool:
        if isinstance(error, CancelledError):
            self._check()
        return isinstance(error, KilledWorker | CommClosedError | CancelledError)

    def _check(self) -> None:
        if self._client.status != "running":
            raise ExecutorGoneError(f"the scheduler at {self._told} does not answer any more")
