"""What comes in at the doors as Python's own numbers, names and lists: NumPy's numbers are numbers, and a set has no order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gpssim.errors import impossible


def plain(value: Any) -> Any:
    """A value of Python's own for one of NumPy or pandas, inside mappings and lists, too; anything else as it is.

    >>> import numpy as np
    >>> plain({"months": np.int64(7), "path": [np.float64(0.5), "a"]})
    {'months': 7, 'path': [0.5, 'a']}
    """
    if type(value) in (int, float, str, bool, type(None)):
        return value
    if isinstance(value, Mapping):
        return {plain(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(plain, value)) if type(value) in (list, tuple) else value
    return value.tolist() if hasattr(value, "tolist") else value


def listed(parameter: str, values: Any, domain: str) -> tuple[Any, ...]:
    """Several of something in their order, from anything that has one: a list, a generator, an array.

    Raises
    ------
    ScenarioError : one text, which would fall into its letters; a set, whose order is another in every process; no several at all.
    """
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise impossible(parameter, values, domain)
    if isinstance(values, set | frozenset):
        raise impossible(parameter, values, f"{domain}, in an order: a set has none")
    return tuple(map(plain, values))
