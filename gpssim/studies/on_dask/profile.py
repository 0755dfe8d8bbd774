"""The profile of a batch system: how large a job is, how many there are, and whatever else dask-jobqueue lets one say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from gpssim.errors import StudyError, impossible, unknown
from gpssim.files.reading import reason_with_nearest

OWN: Final = ("jobs", "at_least")
"""Keys that are not dask-jobqueue's."""
NEEDED: Final = ("cores", "memory")
OF_JOBS: Final = (
    "account", "cores", "death_timeout", "env_extra", "extra", "header_skip", "interface", "job_cpu", "job_directives_skip",
    "job_extra", "job_extra_directives", "job_mem", "job_name", "job_script_prologue", "local_directory", "log_directory", "memory",
    "nanny", "processes", "project", "protocol", "python", "queue", "resource_spec", "shebang", "walltime",
    "worker_command", "worker_extra_args",
)  # fmt: skip
"""Of a job, in any batch system."""
OF_CLUSTERS: Final = ("scheduler_options", "shared_temp_directory")
"""Of the scheduler, which runs beside the study."""
MOST_JOBS: Final = 100_000


@dataclass(frozen=True)
class Profile:
    """What a profile says."""

    jobs: int
    """Jobs to submit; with ``at_least``, most of them at a time."""
    at_least: int | None
    """Fewest jobs, where their number follows what is left to do."""
    options: Mapping[str, Any]

    @classmethod
    def read(cls, file: Path) -> Self:
        """The profile in a file.

        Raises
        ------
        StudyError : it cannot be read.
        UnknownNameError, ScenarioError : a key that does not exist, or a value that is impossible.
        """
        try:
            said = tomllib.loads(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise StudyError(f"{file} cannot be read: {reason_with_nearest(error, file)}") from None
        except ValueError as error:
            raise StudyError(f"{file} is no TOML: {error}") from None
        for key in said:
            if key not in (*OWN, *OF_JOBS, *OF_CLUSTERS):
                raise unknown(f"key in {file}:", key, (*OWN, *OF_JOBS, *OF_CLUSTERS))
        jobs = _whole(file, said, "jobs", 1)
        at_least = _whole(file, said, "at_least", 0) if "at_least" in said else None
        if at_least is not None and at_least > jobs:
            raise impossible(f"at_least in {file}", at_least, f"at most jobs, {jobs}")
        _whole(file, {"cores": said.get("cores")}, "cores", 1)
        if not isinstance(said.get("memory"), str):
            raise impossible(f"memory in {file}", said.get("memory"), 'text such as "8GB"')
        return cls(jobs, at_least, {key: value for key, value in said.items() if key not in OWN})


def _whole(file: Path, said: Mapping[str, Any], key: str, low: int) -> int:
    value = said.get(key, 1)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= MOST_JOBS:
        raise impossible(f"{key} in {file}", value, f"a whole number from {low} to {MOST_JOBS:,}")
    return value
