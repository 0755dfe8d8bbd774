"""Lists where a group declares tuples: who writes Python writes ``[...]``, as in a file, and means the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError


def with_tuples(values: dict[str, Any], error: ValidationError) -> dict[str, Any] | None:
    """The values with tuples in place of the lists that were refused for being lists; nothing where there is none of them."""
    refused = [details["loc"] for details in error.errors(include_url=False) if details["type"] == "tuple_type"]
    changed: Any = values
    for place in refused:
        changed = _changed(changed, place)
    return None if changed == values else changed


def _changed(value: Any, place: tuple[int | str, ...]) -> Any:
    """A value with a tuple at a place in it; steps that are no keys name what pydantic tried there."""
    if not place:
        return tuple(value) if isinstance(value, list) else value
    step, rest = place[0], place[1:]
    if isinstance(value, Mapping) and step in value:
        return {**value, step: _changed(value[step], rest)}
    if isinstance(value, list | tuple) and isinstance(step, int) and step < len(value):
        return type(value)(_changed(entry, rest) if i == step else entry for i, entry in enumerate(value))
    return _changed(value, rest)
