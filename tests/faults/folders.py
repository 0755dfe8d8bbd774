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
from pathlib import Path

import pytest

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="forks and signals are POSIX")


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
