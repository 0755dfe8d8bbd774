"""Processes of this machine, one for each core.

They start by ``spawn`` on every system, and the user's script is hidden from them: classes of the script travel by value, so that a
script needs no ``if __name__ == "__main__"`` and is not run once more in each worker. Each worker is a pool of its own: when one dies
it takes its own task with it, and nobody else's.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager

from gpssim.processes import at_once, crew, end_with_parent, script_hidden, started_each, stop, why_alone
from gpssim.studies.elsewhere import Chunk, Done, hold, run_held
from gpssim.studies.executors.base import Crew, RunsOn, Work


class Processes(RunsOn):
    """What a study uses where nothing else is asked for; one worker is this process itself."""

    name = "processes"
    label = "processes of this machine"
    label_zh = "本机多进程"
    written = "processes"

    def at_once(self, workers: int | None, groups: int) -> int:
        return at_once(workers, groups)

    def alone(self, workers: int | None, groups: int) -> bool:
        return crew(workers, groups) == 1

    @contextmanager
    def crew(self, work: Work, workers: int | None) -> Iterator[Crew | None]:
        n = 1 if why_alone() else at_once(workers, work.groups)
        members = Members(work, n) if n > 1 else None
        if members is None or not members.size():
            yield None
            return
        try:
            yield members
        finally:
            members.close()


class Members:
    """So many processes."""

    def __init__(self, work: Work, workers: int) -> None:
        self._work = work
        self._tasks: dict[ProcessPoolExecutor, set[Future[Done]]] = {}
        for pool in started_each(workers, begin, (work.key, work.payload), least=min(2, workers)):
            self._tasks[pool] = set()

    def size(self) -> int:
        return len(self._tasks)

    def submit(self, chunk: Chunk) -> Future[Done]:
        """Give it to the process that has least to do."""
        for pool, tasks in self._tasks.items():
            self._tasks[pool] = {task for task in tasks if not task.done()}
        pool = min(self._tasks, key=lambda one: len(self._tasks[one]))
        try:
            with script_hidden():
                task = pool.submit(run_held, self._work.key, chunk)
        except BrokenExecutor:
            self._replace(pool)
            raise
        self._tasks[pool].add(task)
        return task

    def died(self, error: BaseException) -> bool:
        """It did where its pool broke; another takes its place, unless the system lets none be started."""
        if not isinstance(error, BrokenExecutor):
            return False
        for pool, tasks in list(self._tasks.items()):
            if any(task.done() and not task.cancelled() and isinstance(task.exception(), BrokenExecutor) for task in tasks):
                self._replace(pool)
        return True

    def _replace(self, pool: ProcessPoolExecutor) -> None:
        del self._tasks[pool]
        stop(pool)
        for new in started_each(1, begin, (self._work.key, self._work.payload)):
            self._tasks[new] = set()

    def close(self) -> None:
        """Stop the processes at once; what they are at is not wanted any more."""
        for pool, tasks in self._tasks.items():
            if any(not task.done() for task in tasks):
                stop(pool)
            else:
                pool.shutdown()


def begin(key: str, payload: bytes) -> None:
    """A worker lives as long as its parent, and Ctrl-C is the parent's to handle: it stops its workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    hold(key, payload)
