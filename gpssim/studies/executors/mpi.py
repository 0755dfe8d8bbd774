"""The ranks of an MPI job: the first makes the study, the others are its workers."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final

from gpssim.errors import StudyError
from gpssim.studies.elsewhere import Chunk, Done, forget, hold, run_held
from gpssim.studies.executors.base import Crew, ExecutorGoneError, RunsOn, Work
from gpssim.studies.executors.packages import need

HOW: Final = "mpirun -n 4 python -m mpi4py.futures -m gpssim ... --on mpi (or script.py in place of -m gpssim ...)"


class Mpi(RunsOn):
    """One node or many; when a rank dies MPI ends the whole job, and the same command goes on with the study."""

    name = "mpi"
    label = "the ranks of an MPI job"
    label_zh = "MPI 作业的各进程"
    written = "mpi"

    def check(self) -> None:
        need("mpi4py", self.name, "mpi")
        try:
            core = import_module("mpi4py.futures._core")
        except (ImportError, RuntimeError) as error:
            raise StudyError(f"no MPI library can be loaded: {str(error).splitlines()[0]}") from None
        if getattr(core, "SharedPool", None) is None:  # as mpi4py itself asks
            raise StudyError(f"this process is not the first of an MPI job with workers; start it by: {HOW}")

    def at_once(self, workers: int | None, groups: int) -> int:
        size = import_module("mpi4py.MPI").COMM_WORLD.Get_size() - 1
        return max(1, min(size, groups))

    @contextmanager
    def crew(self, work: Work, workers: int | None) -> Iterator[Crew]:
        self.check()
        pools: Any = import_module("mpi4py.futures")
        pool = pools.MPIPoolExecutor(main=False, initializer=hold, initargs=(work.key, work.payload, work.made_by))
        try:
            yield Ranks(pool, work)
        finally:
            for _ in range(pool.num_workers):
                pool.submit(forget, work.key)
            pool.shutdown(wait=True, cancel_futures=True)


class Ranks:
    """The workers among the ranks."""

    def __init__(self, pool: Any, work: Work) -> None:
        self._pool, self._key = pool, work.key

    def size(self) -> int:
        return int(self._pool.num_workers)

    def submit(self, chunk: Chunk) -> Future[Done]:
        try:
            task: Future[Done] = self._pool.submit(run_held, self._key, chunk)
        except BrokenExecutor as error:
            raise ExecutorGoneError(
                "the workers of the MPI job cannot begin: they may have another gpssim than the first rank"
            ) from error
        return task

    def died(self, error: BaseException) -> bool:
        return False
