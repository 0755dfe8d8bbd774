"""The shape that all executors share: how they are written, what is checked before anything runs, and a crew that takes tasks."""

from __future__ import annotations

import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, ClassVar, Protocol, Self

import cloudpickle

from gpssim import registry
from gpssim.errors import SaidWarning, StudyError, impossible
from gpssim.processes import script_hidden
from gpssim.records.seals import bytes_digest
from gpssim.studies.elsewhere import Chunk, Done, Program, program, run_chunk
from gpssim.studies.executors.packages import need
from gpssim.studies.tasks import Job

_COUNTED = count()
"""Studies of this process, so that each has a name of its own among the tasks of a scheduler."""


class ExecutorGoneError(StudyError):
    """Whatever was to run a study is not there any more: a scheduler that ended, a pool that broke."""


class NoWorkersWarning(SaidWarning):
    """A scheduler is there, and no workers are yet."""


@dataclass(frozen=True)
class Work:
    """A study as its workers get it."""

    key: str
    """Its name among others."""
    payload: bytes
    """The job, pickled once."""
    made_by: Program
    groups: int
    """Still to run."""

    @classmethod
    def of(cls, job: Job, groups: int) -> Self:
        """The job with everything that this process registered, by value where another process could not import it."""
        payload = cloudpickle.dumps(job.for_workers(registry.registered()))
        return cls(f"{bytes_digest(payload)}-{os.getpid()}-{next(_COUNTED)}", payload, program(), groups)


class Crew(Protocol):
    """Workers that take tasks, each a chunk of groups."""

    def size(self) -> int:
        """How many tasks are worked on at once now; 0 where there are no workers and none can come."""

    def submit(self, chunk: Chunk) -> Future[Done]:
        """Hand a task out.

        Raises
        ------
        BrokenExecutor, OSError : it is not taken, and may be offered again.
        ExecutorGoneError : nor is any other.
        """

    def died(self, error: BaseException) -> bool:
        """Whether an error of a task says that its worker died, and nothing about its groups."""


class RunsOn(ABC):
    """Where a study runs. An executor is a plug-in class, made from what was typed behind ``--on``."""

    name: ClassVar[str]
    """The name of its file."""
    label: ClassVar[str]
    label_zh: ClassVar[str]
    written: ClassVar[str]
    """How it is typed."""
    here: ClassVar[bool] = False
    """Whether runs are made in this process."""
    needs: ClassVar[tuple[str, str] | None] = None
    """The package that it needs, and the extra of gpssim that installs it."""

    def __init__(self, settings: str = "") -> None:
        if settings:
            raise impossible("on", f"{self.name}:{settings}", f"{self.written!r}: it has no settings")

    @classmethod
    def takes(cls, typed: str) -> bool:
        """Whether what was typed means this one."""
        return typed.partition(":")[0] == cls.name

    @classmethod
    def of(cls, typed: str) -> Self:
        """The executor that was typed.

        Raises
        ------
        GpssimError : something is wrong with its settings, or a package is missing.
        """
        return cls(typed.partition(":")[2])

    def check(self) -> None:
        """Refuse what cannot work, before anything is run or written.

        Raises
        ------
        StudyError : a package is missing, or nobody answers there, for instance; in one line.
        """
        if self.needs is not None:
            need(*self.needs, self.written)

    def at_once(self, workers: int | None, groups: int) -> int:
        """About how many groups are run at once, to tell how long a study takes; 0 where nobody knows."""
        return 0

    def alone(self, workers: int | None, groups: int) -> bool:
        """Whether this process makes all the runs, as far as can be told before."""
        return self.here

    @abstractmethod
    def crew(self, work: Work, workers: int | None) -> Any:
        """A context in which there is a crew; ``None`` where this process has to do all the work.

        Parameters
        ----------
        workers : as the study asks; by default what suits the executor.

        Raises
        ------
        StudyError : there is none to be had.
        """


class Lent:
    """Any executor of ``concurrent.futures``, used as it is and left open."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor

    def check(self) -> None:
        """It is there."""

    @contextmanager
    def crew(self, work: Work, workers: int) -> Iterator[Crew]:
        """See :meth:`RunsOn.crew`."""
        yield Pooled(self.executor, partial(run_chunk, work.payload), workers, "the executor broke")


class Pooled:
    """An executor of ``concurrent.futures`` as a crew; when it breaks all its workers are gone.

    Parameters
    ----------
    run : makes a chunk, in a worker.
    size : how many tasks it works on at once.
    gone : what is said when it breaks.
    """

    def __init__(self, pool: Executor, run: Callable[[Chunk], Done], size: int, gone: str) -> None:
        self._pool, self._run, self._size, self._gone = pool, run, size, gone

    def size(self) -> int:
        return self._size

    def submit(self, chunk: Chunk) -> Future[Done]:
        try:
            with script_hidden():
                return self._pool.submit(self._run, chunk)
        except (BrokenExecutor, OSError) as error:
            raise ExecutorGoneError(self._gone) from error

    def died(self, error: BaseException) -> bool:
        """Whoever had a task when the executor broke may be innocent: the study ends, and says how to go on."""
        if isinstance(error, BrokenExecutor):
            raise ExecutorGoneError(self._gone) from error
        dask = sys.modules.get("distributed")  # who lends an executor of Dask has imported it
        return dask is not None and bool(isinstance(error, dask.KilledWorker))
