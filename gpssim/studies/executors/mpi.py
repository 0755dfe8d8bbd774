"""The ranks of an MPI job: the first makes the study, the others are its workers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import Any, Final

from gpssim.errors import StudyError
from gpssim.studies.elsewhere import forget, hold, run_held
from gpssim.studies.executors.base import Crew, Pooled, RunsOn, Work

GONE: Final = "the workers of the MPI job cannot begin: they may have another gpssim than the first rank"
HOW: Final = "mpirun -n 4 python -m mpi4py.futures -m gpssim ... --on mpi (or script.py in place of -m gpssim ...)"


class Mpi(RunsOn):
    """One node or many; when a rank dies MPI ends the whole job, and the same command goes on with the study."""

    name = "mpi"
    label = "the ranks of an MPI job"
    label_zh = "MPI 作业的各进程"
    written = "mpi"
    needs = ("mpi4py", "mpi")

    def check(self) -> None:
        super().check()
        try:
            core = import_module("mpi4py.futures._core")
        except (ImportError, RuntimeError) as error:
            raise StudyError(f"no MPI library can be loaded: {str(error).splitlines()[0]}") from None
        if getattr(core, "SharedPool", None) is None:  # as mpi4py itself asks
            raise StudyError(f"this process is not the first of an MPI job with workers; start it by: {HOW}")

    def at_once(self, workers: int | None, groups: int) -> int:
        size = import_module("mpi4py.MPI").COMM_WORLD.Get_size() - 1
        return int(max(1, min(size, groups)))

    @contextmanager
    def crew(self, work: Work, workers: int | None) -> Iterator[Crew]:
        self.check()
        pools: Any = import_module("mpi4py.futures")
        pool = pools.MPIPoolExecutor(main=False, initializer=hold, initargs=(work.key, work.payload, work.made_by))
        try:
            yield Pooled(pool, partial(run_held, work.key), pool.num_workers, GONE)
        finally:
            for _ in range(pool.num_workers):
                pool.submit(forget, work.key)
            pool.shutdown(wait=True, cancel_futures=True)
