"""What a failed run says: something about the model, or only that its surroundings spoilt it and it has to be tried again."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from typing import Final

from gpssim.errors import GpssimError

SPOILING: Final = (OSError, MemoryError, ImportError, EOFError, BrokenExecutor)
"""Errors of disk, memory, installation and processes; a model that is wrong raises others."""
MACHINERY: Final = (
    "pathlib", "tempfile", "shutil", "pickle", "threading", "subprocess", "multiprocessing", "concurrent.futures", "ctypes",
    "importlib", "numba.core.caching", "gpssim.cache", "gpssim.bidding.keeping",
)  # fmt: skip
"""Modules that no number comes from: whatever an error that leaves them is called, it is about files, memory or processes."""


def spoilt(error: BaseException) -> bool:
    """Whether the surroundings raised it: the same run may succeed when it is tried again.

    An error of ours is a sentence about the model, unless it was made of an error of the surroundings: a rule set that cannot be
    read, for instance.
    """
    return any(isinstance(one, SPOILING) or _in_machinery(one) for one in _reasons(error))


def _reasons(error: BaseException) -> Iterator[BaseException]:
    yield error
    one: BaseException | None = error
    while isinstance(one, GpssimError):
        one = one.__cause__ or one.__context__
        if one is not None:
            yield one


def _in_machinery(error: BaseException) -> bool:
    """Whether the innermost place of the error is a module that only deals with files, memory or processes."""
    frames = list(traceback.walk_tb(error.__traceback__))
    name = str(frames[-1][0].f_globals.get("__name__", "")) if frames else ""
    return any(name == module or name.startswith(f"{module}.") for module in MACHINERY)
