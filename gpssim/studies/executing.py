"""Groups of runs over processes: a bounded window of tasks, any executor, and workers that may die.

The pool of our own starts its processes by ``spawn`` on every system, and hides the user's script from them: classes of the
script travel by value, so that a script needs no ``if __name__ == "__main__"`` and is not run once more in each worker.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass

import cloudpickle

from gpssim import registry
from gpssim.bidding.outsiders import forget_outsiders
from gpssim.processes import end_with_parent, script_hidden, started, stop
from gpssim.studies.run import run_group, run_group_elsewhere
from gpssim.studies.tasks import Group, GroupOutcome, Job

WINDOW = 2
"""Groups submitted ahead for each worker."""


@dataclass(frozen=True)
class Lost:
    """A group whose worker died: nothing is known about its runs."""

    reason: str


Ended = tuple[Group, GroupOutcome | Lost]


def execute(job: Job, groups: Sequence[Group], workers: int, executor: Executor | None = None) -> Generator[Ended]:
    """Run groups and yield each as it ends, in any order.

    Parameters
    ----------
    workers : processes of our own pool; 1 runs in this process. With an ``executor``, how many groups it works on at once.
    executor : any executor of ``concurrent.futures`` (Dask, MPI, …), used as it is and left open.
    """
    forget_outsiders()
    if not groups:
        return
    if executor is None and workers == 1:
        yield from _alone(job, groups)
        return
    crew = _Crew(job, min(workers, len(groups)), executor)
    try:
        yield from crew.work(groups)
    finally:
        crew.close()


def _alone(job: Job, groups: Iterable[Group]) -> Iterator[Ended]:
    yield from ((group, _here(job, group)) for group in groups)


def _here(job: Job, group: Group) -> GroupOutcome | Lost:
    """A group in this process; what goes wrong outside its runs says nothing about them."""
    try:
        return run_group(job, group, job.values(group))
    except Exception as error:  # as in a worker
        return _lost(error)


class _Crew:
    """An executor with the groups it is working on; none where no process can be started: then this one works."""

    def __init__(self, job: Job, workers: int, executor: Executor | None) -> None:
        self.job, self.workers, self.lent = job, workers, executor
        self.payload = cloudpickle.dumps(job.for_workers(registry.registered()))
        self.executor = executor or _pool(workers)
        self.running: dict[Future[GroupOutcome], Group] = {}

    def work(self, groups: Sequence[Group]) -> Iterator[Ended]:
        """Keep the window full, and take what is done; when the pool breaks, find out which group broke it."""
        waiting = deque(groups)
        while self.executor is not None and (waiting or self.running):
            broken = not self._fill(waiting)
            suspects = []
            for future in wait(self.running, return_when=FIRST_COMPLETED).done:
                group, outcome = self.running.pop(future), _outcome(future)
                if outcome is None:
                    suspects.append(group)
                else:
                    yield group, outcome
            if broken or suspects:
                yield from self._after_a_death(sorted([*suspects, *self.running.values()]), waiting)
        yield from _alone(self.job, waiting)

    def _fill(self, waiting: deque[Group]) -> bool:
        """Submit up to the window; False where the executor takes no more."""
        while self.executor and waiting and len(self.running) < WINDOW * self.workers:
            try:
                self._submit(waiting[0], self.executor)
            except (BrokenExecutor, OSError):
                return False
            waiting.popleft()
        return True

    def _submit(self, group: Group, executor: Executor) -> Future[GroupOutcome]:
        with script_hidden():
            future = executor.submit(run_group_elsewhere, self.payload, group, self.job.values(group))
        self.running[future] = group
        return future

    def _after_a_death(self, suspects: list[Group], waiting: deque[Group]) -> Iterator[Ended]:
        """Each group that was under way is tried alone, so that only the one that kills its worker is lost."""
        self.running.clear()
        if self.lent is not None:
            yield from ((group, Lost("the executor broke")) for group in (*suspects, *waiting))
            waiting.clear()
            return
        self.close()
        self.executor = _pool(1)
        yield from ((group, self._tried_alone(group)) for group in suspects)
        if self.executor is not None and waiting:
            self.close()
            self.executor = _pool(self.workers)

    def _tried_alone(self, group: Group) -> GroupOutcome | Lost:
        """A group that may have killed its worker, in another; never in this process, which would be killed as well."""
        outcome = None
        if self.executor is not None:
            outcome = _outcome(self._submit(group, self.executor))
            self.running.clear()
            self.executor = self.executor if outcome else _pool(1)
        return outcome or Lost("its worker process died (killed, or out of memory)")

    def close(self) -> None:
        """Stop our own processes at once; what they were at is not wanted any more. A lent executor only forgets our tasks."""
        for future in self.running:
            future.cancel()
        if isinstance(self.executor, ProcessPoolExecutor) and self.lent is None:
            if self.running:
                stop(self.executor)
            else:
                self.executor.shutdown()


def _outcome(future: Future[GroupOutcome]) -> GroupOutcome | Lost | None:
    """What became of a group; ``None`` where the pool broke, which tells nothing about this group."""
    try:
        return future.result()
    except BrokenExecutor:
        return None
    except Exception as error:  # what an executor raises for a lost worker is its own affair
        return _lost(error)


def _lost(error: Exception) -> Lost:
    return Lost(f"{type(error).__name__}: {error}")


def _pool(workers: int) -> ProcessPoolExecutor | None:
    return started(workers, _begin)


def _begin() -> None:
    """A worker lives as long as its parent, and Ctrl-C is the parent's to handle: it stops its workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
