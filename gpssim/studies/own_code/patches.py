"""Functions that somebody put in place of gpssim's own, in this process: they decide numbers, and no version tells of them."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from functools import cache
from types import FunctionType
from typing import Any, Final

from gpssim.studies.own_code.whose import OWN, whose

_OF_TUPLES: Final = "namedtuple_"
"""How Python calls the module of what it makes for named tuples."""


def patches(floors: Collection[str]) -> dict[str, Any]:
    """Functions and classes of one's own in modules on these floors of gpssim and in their classes, by where they were put."""
    whose_module = cache(whose)
    modules = [(name, vars(module)) for name, module in sorted(sys.modules.items()) if name.startswith("gpssim.")]
    return {
        place: value
        for name, space in modules
        if name.split(".")[1] in floors
        for place, value, origin in _members(name, space)
        if not origin.startswith(_OF_TUPLES) and whose_module(origin) == OWN
    }


def _members(name: str, space: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """Functions and classes of a module, and the functions in its own classes, each with the module that it comes from."""
    for word, value in list(space.items()):
        if isinstance(value, FunctionType):
            yield f"{name}.{word}", value, str(value.__globals__.get("__name__"))
        elif isinstance(value, type):
            yield f"{name}.{word}", value, value.__module__
            if value.__module__ == name:
                for attribute, inner in list(vars(value).items()):
                    function = getattr(inner, "__func__", getattr(inner, "fget", inner))
                    if isinstance(function, FunctionType):
                        yield f"{name}.{word}.{attribute}", function, str(function.__globals__.get("__name__"))
