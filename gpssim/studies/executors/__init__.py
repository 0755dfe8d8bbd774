"""Where a study runs: in this process, in others, on a cluster. An executor is a file here; it is chosen by what is typed behind ``--on``.

``serial``, ``processes``, ``dask`` (a cluster of this machine), ``tcp://HOST:PORT`` or a scheduler file (a Dask scheduler),
``slurm:PROFILE.toml``, ``pbs:PROFILE.toml`` (jobs that dask-jobqueue starts), ``mpi``.
"""

from __future__ import annotations

from gpssim.studies.executors.base import Crew, ExecutorGoneError, RunsOn, Work
from gpssim.studies.executors.choosing import executor_of, ways

__all__ = ["Crew", "ExecutorGoneError", "RunsOn", "Work", "executor_of", "ways"]
