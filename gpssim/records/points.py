"""The points of a study in its manifest: columns of values by dotted path, a row for each sampled world."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any, Final

POINTS: Final = "drawn"
"""Entry of the manifest: a column of values by dotted path, missing where a point leaves the parameter alone; a list of points in
folders that an earlier version wrote."""
WORLDS: Final = "worlds"
"""Entry that earlier versions wrote: every parameter of every sampled world."""
_WORLD: Final = "world."


def as_columns(points: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Points as columns.

    >>> as_columns([{"a": 1, "b": 2.0}, {"a": 3}])
    {'a': [1, 3], 'b': [2.0, None]}
    """
    paths = dict.fromkeys(path for point in points for path in point)
    return {path: [point.get(path) for point in points] for path in paths}


def n_points(manifest: Mapping[str, Any]) -> int:
    """How many sampled worlds there are."""
    drawn = manifest.get(POINTS) or manifest.get(WORLDS) or ()
    return max(map(len, drawn.values())) if isinstance(drawn, Mapping) else len(drawn)


def point_of(manifest: Mapping[str, Any], world: int) -> dict[str, Any]:
    """What was drawn for a sampled world: dotted path to value; empty for world 0 and where there is none."""
    drawn = manifest.get(POINTS) or []
    if isinstance(drawn, Mapping):
        found = {path: column[world - 1] for path, column in drawn.items() if 0 < world <= len(column)}
        return {path: value for path, value in found.items() if value is not None}
    return dict(drawn[world - 1]) if 0 < world <= len(drawn) else {}


def world_of(manifest: Mapping[str, Any], world: int) -> dict[str, Any]:
    """The parameters of a world as plain values, to read: those of the scenario, changed where something was drawn."""
    written = manifest.get(WORLDS) or []
    if 0 < world <= len(written):
        return dict(written[world - 1])
    own = dict((manifest.get("scenario") or {}).get("world") or {})
    changes = {path: value for path, value in point_of(manifest, world).items() if path.startswith(_WORLD)}
    if not changes:
        return own
    changed = own
    for path, value in changes.items():
        changed = _with(changed, path.removeprefix(_WORLD).split("."), value)
    return changed


def _with(tree: Any, steps: Sequence[str], value: Any) -> Any:
    """The tree with a value at a place; entries of lists go by their name or their number.

    What does not change is shared with the tree: thousands of worlds are looked at, and each differs in a few parameters.
    """
    key, changed = _key(tree, steps[0]), copy.copy(tree)
    changed[key] = value if len(steps) == 1 else _with(tree[key], steps[1:], value)
    return changed


def _key(tree: Any, step: str) -> str | int:
    if not isinstance(tree, list):
        return step
    names = [entry.get("name") if isinstance(entry, dict) else None for entry in tree]
    return names.index(step) if step in names else int(step)
