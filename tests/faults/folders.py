"""Folders of finished studies to be spoilt, and children that are killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gpssim.studies import RunOutcome, Study, Task
from tests.studies import fakes
from tests.synthetic import synthetic_tables

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="forks and signals are POSIX")


KEPT = ("monthly", "services", "projects", "bids")


@fakes.as_quick
def quick(task: Task) -> RunOutcome:
    """Some synthetic tables of the task, each made once: faults of folders do not depend on what is in them."""
    return _made(task.policy.name, task.closure, task.seed, task.world, task.replication)


@cache
def _made(policy: str, closure: str, seed: int, world: int, replication: int) -> RunOutcome:
    tables = synthetic_tables(policy, seed, world, replication, fakes.SCENARIO.months, closure)
    return RunOutcome({name: tables[name] for name in KEPT}, seconds=0.01)


def study(**options: Any) -> Study:
    """A study of two policies in this process, unless said otherwise."""
    return fakes.study(**{"runner": quick, **options})


def copy_of(folder: Path, target: Path) -> Path:
    """A copy to damage, in place of an earlier one."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    return target


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def forked(what: Callable[[], object]) -> int:
    """The number of a child that does something and leaves with 0, or 1 where that raised; its own words are not shown."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # forks of processes with threads: the child only ends
        child = os.fork()
    if child:
        return child
    code = 1
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        what()
        code = 0
    finally:
        os._exit(code)


def killed_after(child: int, seconds: float, how: int = signal.SIGKILL) -> int:
    """How the child ended: minus the signal, or its exit code where it was faster."""
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, how)
    return ended(child)


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
