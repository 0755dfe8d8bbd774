"""Compiled versions of rules, kept between processes under a digest of the sources they are made of.

A kept kernel would silently keep an old formula after a rule in another file was edited; the folder it is kept in is
therefore named by a digest of every file in ``rules/`` and of the files that hold kernels.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import FunctionType
from typing import Any, TypeVar

import numba

from gpssim.compiling.kernel_cache import KernelCache

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(entry: Function) -> Function:
    """Compile a function of numbers and arrays together with every gpssim function it calls by name.

    Rules stay plain Python and are compiled here, so there is one formula and not two. Only the entry is kept between processes;
    with ``NUMBA_DISABLE_JIT=1`` everything stays plain.
    """
    made: Any = numba.njit(_linked(entry), nogil=True)  # other threads may go on meanwhile
    if hasattr(made, "_cache"):  # where nothing is compiled there is none
        made._cache = KernelCache(entry)
    function: Function = made
    return function


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
