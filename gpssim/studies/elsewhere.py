"""What happens in a worker: the job is unpacked once, and groups of runs are made of it, several at a time.

A worker is a process of our own, of Dask or of MPI. One that runs threads works on one group at a time all the same: what is
compiled must not be entered twice at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from threading import Lock
from time import perf_counter
from typing import Final, NamedTuple

import cloudpickle

from gpssim.bidding.outsiders import forget_outsiders
from gpssim.errors import StudyError
from gpssim.paid_once import told_of
from gpssim.studies.identity import package_version
from gpssim.studies.packs import Pack, packs_of
from gpssim.studies.run import run_group
from gpssim.studies.studied_code import package_code
from gpssim.studies.tasks import Group, Job, Values

Chunk = tuple[tuple[Group, Values | None], ...]
"""Groups that are run together, with what was drawn for their worlds."""
STUDIES: Final = 4
"""Studies whose jobs a worker keeps."""


class Done(NamedTuple):
    """What comes back of a chunk."""

    packs: tuple[Pack, ...]
    seconds: float
    """That the worker was at it."""
    once: Mapping[str, float] = {}
    """Of these, what was paid once on its machine: see :mod:`gpssim.paid_once`."""


class Program(NamedTuple):
    """Which program made a job: workers elsewhere must be of the same."""

    version: str
    code: str


_kept: OrderedDict[str, bytes] = OrderedDict()
_refused: dict[str, str] = {}
_one_at_a_time = Lock()


def program() -> Program:
    """The program that runs here."""
    return Program(package_version(), package_code())


def hold(key: str, payload: bytes, made_by: Program | None = None) -> None:
    """Keep a pickled job under a name, so that it does not travel with each task.

    Raises
    ------
    StudyError : another program made it than runs here, so that numbers may differ.
    """
    wrong = "" if made_by is None else _difference(made_by)
    if wrong:
        _refused[key] = wrong
        raise StudyError(wrong)
    _kept[key] = payload
    while len(_kept) > STUDIES:
        _kept.popitem(last=False)


def _difference(made_by: Program) -> str:
    here = program()
    if here == made_by:
        return ""
    which = f"version {here.version} here, {made_by.version} there" if here.version != made_by.version else "other files"
    return f"a worker has another gpssim than the study ({which}): install the same on every machine"


def forget(key: str) -> None:
    """A study has ended."""
    _kept.pop(key, None)
    _refused.pop(key, None)


def run_held(key: str, chunk: Chunk) -> Done:
    """Run a chunk of the job that is kept under a name.

    Raises
    ------
    StudyError : none is.
    """
    if key not in _kept:
        raise StudyError(_refused.get(key, "a worker was asked for runs of a study that it does not know"))
    return run_chunk(_kept[key], chunk)


def run_chunk(payload: bytes, chunk: Chunk) -> Done:
    """Run a chunk of a pickled job."""
    with _one_at_a_time:
        started = perf_counter()
        with told_of() as once:
            job = _unpacked(payload)
            packs = packs_of({group: run_group(job, group, values) for group, values in chunk})
        return Done(packs, perf_counter() - started, once)


@lru_cache(maxsize=1)
def _unpacked(payload: bytes) -> Job:
    """The job, unpickled once for each worker; what the parent registered is adopted."""
    job: Job = cloudpickle.loads(payload)
    forget_outsiders()
    if job.registered:
        from gpssim import registry

        registry.adopt(job.registered)
    return job
