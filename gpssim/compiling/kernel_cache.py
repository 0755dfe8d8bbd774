"""Compiled functions kept between processes, in place of numba's own cache, which fails a run if anything is wrong with its files.

Machine code is code: it is read only from files that :func:`gpssim.cache.kept` vouches for, whole and ours.
"""

from __future__ import annotations

import pickle
import sys
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numba
import numpy as np
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

from gpssim.cache import digest_of, keep, kept
from gpssim.compiling.telling import COMPILING, NOT_KEPT, tell, told_beside
from gpssim.compiling.turns import Turn
from gpssim.paid_once import COMPILING as OF_COMPILING
from gpssim.paid_once import Payment
from gpssim.sources import code_of


@lru_cache(maxsize=1)
def kernel_folder() -> str:
    """Where kernels are kept: a folder for each state of the sources they are made of, each numba and each Python."""
    python = f"{sys.implementation.cache_tag} {sys.version_info[:2]}"
    return f"kernels-{digest_of(code_of('rules', 'agents', 'bidding', 'streams', 'compiling'), numba.__version__, python)}"


class KernelCache:
    """What a compiled function asks for each kind of arguments; it answers with what was kept, or with nothing, and never fails."""

    cache_path = None

    def __init__(self, function: Any) -> None:
        self._turn: Turn | None = None
        self._payment: Payment | None = None
        self._function = f"{function.__module__}.{function.__qualname__} {_written(function)}"

    def enable(self) -> None:
        """Part of what numba asks of a cache."""

    def disable(self) -> None:
        """Part of what numba asks of a cache."""

    def flush(self) -> None:
        """Part of what numba asks of a cache."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The compiled function for arguments of these types; ``None``: it has to be compiled, and it is our turn to do so."""
        target_context.refresh()
        name = self._name(sig, target_context.codegen())
        ready = _rebuilt(name, target_context)
        if ready is None:
            self._payment = Payment(OF_COMPILING)  # waiting for whoever compiles it is paid for, too
            self._turn = Turn(kernel_folder())
            ready = _rebuilt(name, target_context)  # by whoever had the turn before
            if ready is None:
                if not told_beside(kernel_folder()):
                    tell(COMPILING)
                return None
            self._end()
        return ready

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a compiled function where that is possible, and let the next process have its turn."""
        try:
            if not _kept_compiled(self._name(sig, data.codegen), data):
                tell(NOT_KEPT)
        finally:
            self._end()

    def _end(self) -> None:
        if self._turn is not None:
            self._turn.end()
        if self._payment is not None:
            self._payment.end()
            self._payment = None

    def _name(self, sig: Any, codegen: Any) -> str:
        """One for each function, types of arguments and processor."""
        return f"{blake2b(repr((self._function, sig, codegen.magic_tuple())).encode(), digest_size=16).hexdigest()}.kernel"


def _written(function: Any) -> str:
    """What a function does by itself: its instructions, its literals, and the numbers that it names."""
    code = function.__code__
    literals = [const.co_code if hasattr(const, "co_code") else repr(const) for const in code.co_consts]
    known = {name: function.__globals__.get(name) for name in code.co_names}
    numbers = {name: repr(value) for name, value in known.items() if isinstance(value, bool | int | float | str | np.generic)}
    return blake2b(repr((code.co_code, literals, sorted(numbers.items()))).encode()).hexdigest()


def _rebuilt(name: str, target_context: Any) -> Any:
    """What was kept under a name, as a compiled function; ``None`` where there is nothing, or nothing that this numba can use."""
    rebuild: Any = CompileResult._rebuild
    try:
        content = kept(kernel_folder(), name)
        return None if content is None else rebuild(target_context, *pickle.loads(content))
    except Exception:  # of another shape than this numba writes: it is compiled anew
        return None


def _kept_compiled(name: str, data: Any) -> bool:
    """Keep a compiled function; whether that was possible."""
    if any(not loop.can_cache for loop in data.lifted) or data.library.has_dynamic_globals:
        return False
    pickled: Any = dumps
    try:
        return keep(kernel_folder(), name, pickled(data._reduce()))
    except Exception:  # what cannot be kept is compiled again
        return False
