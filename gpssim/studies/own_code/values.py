"""What stands for a value in a digest: the same for equal values in every process, whatever the addresses and the hash seed."""

from __future__ import annotations

import copyreg
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from pydantic.fields import FieldInfo

PLAIN: Final = (type(None), bool, int, float, complex, str, bytes, type(Ellipsis), type(NotImplemented), range)
CONTAINERS: Final = (tuple, list, dict, set, frozenset, MappingProxyType)
_TEXTS: Final = {"meaning_zh", "source"}
Told = Callable[[Any], str]


class NotCoveredError(Exception):
    """A value that has no content to be told by."""


def digest(*lines: str) -> str:
    """Sixteen letters that stand for lines of text."""
    return blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def of_container(value: Any, told: Told) -> str:
    """What stands for a container of Python's own: order counts but in sets."""
    if isinstance(value, dict | MappingProxyType):
        inside = [f"{told(key)}: {told(inner)}" for key, inner in value.items()]
        return f"dict {{{', '.join(inside)}}}"
    inside = [told(inner) for inner in (sorted(value, key=_order) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, set | frozenset):
        inside.sort()
    return f"{type(value).__name__} [{', '.join(inside)}]"


def of_constant(value: Any) -> str:
    """What stands for a constant in code."""
    return of_container(value, of_constant) if isinstance(value, CONTAINERS) else f"{type(value).__name__} {value!r}"


def _order(value: Any) -> str:
    """An order of a set's members that does not hang on where they lie in memory."""
    return f"{type(value).__name__} {getattr(value, '__qualname__', '')} {without_addresses(value)}"


def of_array(value: np.ndarray, told: Told) -> str:
    """What stands for an array: kind, shape, content; of objects each element."""
    if value.dtype.hasobject:
        return f"array {value.shape} {told(value.tolist())}"
    return f"array {value.dtype.str} {value.shape} {blake2b(np.ascontiguousarray(value).tobytes(), digest_size=16).hexdigest()}"


def of_field(value: FieldInfo, told: Told) -> str:
    """What stands for a declared parameter: all but its texts."""
    extra = value.json_schema_extra if isinstance(value.json_schema_extra, dict) else {}
    kept = {name: what for name, what in extra.items() if name not in _TEXTS}
    return f"field {told([value.annotation, value.default, value.default_factory, list(value.metadata), kept])}"


def of_instance(value: Any, told: Told) -> str:
    """What stands for any other object: how it would be made again elsewhere.

    Raises
    ------
    NotCoveredError : it cannot be made again: a lock, an open file, a generator.
    """
    try:
        reducer = copyreg.dispatch_table.get(type(value))
        made = reducer(value) if reducer else value.__reduce_ex__(4)
    except Exception as error:  # an object's own code may raise anything
        raise NotCoveredError(f"{type(value).__module__}.{type(value).__qualname__}") from error
    if isinstance(made, str):
        return f"{type(value).__module__}.{made}"
    maker, arguments, state, *items = (*made, None, None, None)[:5]
    return f"made {told([maker, arguments, _lasting(value, state), *(list(some or ()) for some in items)])}"


def _lasting(value: Any, state: Any) -> Any:
    """An object's state without what it found out later and keeps."""
    if not isinstance(state, dict):
        return state
    return {name: inner for name, inner in state.items() if not isinstance(getattr(type(value), str(name), None), cached_property)}


def of_hint(value: Any, told: Told) -> str | None:
    """What stands for a type hint with parts (``Annotated[float, ...]``); ``None``: it is no such thing."""
    if not (hasattr(value, "__origin__") and hasattr(value, "__args__")):
        return None
    parts = [value.__origin__, *value.__args__, *getattr(value, "__metadata__", ())]
    return f"hint {getattr(value, '_name', '')} {told([without_addresses(p) if isinstance(p, str) else p for p in parts])}"


def without_addresses(value: Any) -> str:
    """A value as Python shows it, without where it lies in memory."""
    return re.sub(r" at 0x[0-9a-fA-F]+", "", repr(value))


def words_in(value: Any) -> Iterator[str]:
    """Texts within plain values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from words_in([*value, *value.values()])
    elif isinstance(value, tuple | list | set | frozenset):
        for inner in value:
            yield from words_in(inner)
