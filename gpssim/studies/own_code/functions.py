"""What hangs on functions: what closures hold, and the function inside an object that stands for it."""

from __future__ import annotations

import functools
from types import CellType, FunctionType
from typing import Any


def cells(function: FunctionType) -> dict[str, Any]:
    """What a function's closure holds, by name; an empty cell holds nothing yet."""
    named = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return {name: cell.cell_contents for name, cell in named if not _empty(cell)}


def _empty(cell: CellType) -> bool:
    try:
        cell.cell_contents  # noqa: B018  # an empty one raises
    except ValueError:
        return True
    return False


def wrapped(thing: Any) -> Any:
    """The function that an object of Python, numba or NumPy makes something of; ``None``: it is no such object."""
    if isinstance(thing, staticmethod | classmethod):
        return thing.__func__
    if isinstance(thing, functools.cached_property):
        return thing.func
    inner = (getattr(thing, name, None) for name in ("py_func", "pyfunc", "__wrapped__"))
    return next((one for one in inner if isinstance(one, FunctionType)), None)
