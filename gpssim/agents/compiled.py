"""Compiled versions of rules, cached on disk under a digest of the sources they are made of.

A cached kernel would silently keep an old formula after a rule in another file was edited; the cache directory is
therefore named by a digest of every file in ``rules/`` and of the files that hold kernels. The cache lives in the user's
cache directory and may be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar

import numba
from numba.core import config as numba_config

from gpssim.cache import cache_folder, digest_of

Function = TypeVar("Function", bound=Callable[..., Any])


@lru_cache(maxsize=1)
def kernel_folder() -> str:
    """Where kernels are cached: a folder for each state of the sources they are made of."""
    package = Path(__file__).resolve().parent.parent
    files = [*(package / "rules").glob("*.py"), *(package / "agents").glob("*.py"), package / "streams.py"]
    return str(cache_folder(f"kernels-{digest_of(files, numba.__version__)}"))


def compiled(entry: Function) -> Function:
    """Compile a function of numbers and arrays together with every gpssim function it calls by name.

    Rules stay plain Python and are compiled here, so there is one formula and not two. Only the entry is cached on disk; with
    ``NUMBA_DISABLE_JIT=1`` everything stays plain.
    """
    settings: Any = numba_config  # a module whose attributes are made when it is imported
    before = settings.CACHE_DIR
    settings.CACHE_DIR = kernel_folder()
    try:
        made: Any = numba.njit(cache=True)(_linked(entry))
    finally:
        settings.CACHE_DIR = before
    return made


@lru_cache(maxsize=256)
def _callee(function: FunctionType) -> Any:
    return numba.njit(_linked(function))


def _linked(function: Any) -> Any:
    """A copy of a function in which the gpssim functions it names are compiled ones."""
    found = {name: function.__globals__.get(name) for name in function.__code__.co_names}
    called = {k: _callee(f) for k, f in found.items() if isinstance(f, FunctionType) and f.__module__.startswith("gpssim.")}
    copy = FunctionType(function.__code__, {**function.__globals__, **called}, function.__name__, function.__defaults__)
    copy.__module__, copy.__qualname__, copy.__doc__ = function.__module__, function.__qualname__, function.__doc__
    return copy
