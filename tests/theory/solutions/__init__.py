"""Solutions of theory, computed from closed forms, integrals, recursions and brute force: nothing here uses gpssim.

One module for each group of cases; a public function is a kind of case and gives the values of that kind for any inputs.
``python tests/theory/write_cases.py`` writes the package's own case file from them. A value is a function (compared within
``atol``) or an expectation (compared within four standard errors; those of the draws themselves where ``sd_per_draw`` is null).
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from inspect import getmembers, isfunction
from typing import Any

Value = dict[str, Any]
Solution = Callable[[Value], Iterator[Value]]


@lru_cache
def solutions() -> dict[str, Solution]:
    """Every kind of case with its solution."""
    modules = [import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__) if m.name != "tools"]
    return {
        name: function
        for module in modules
        for name, function in getmembers(module, isfunction)
        if function.__module__ == module.__name__ and getattr(function, "is_kind", False)
    }
