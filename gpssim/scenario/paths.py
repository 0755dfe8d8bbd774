"""Dotted paths of parameters: through declarations (models), through raw data (tables and lists), and into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from gpssim.errors import shortened

LONGEST_STEP: Final = 80
"""Letters of a step of a path that a line shows."""
Path = tuple[str | int, ...]
Part = type[BaseModel] | FieldInfo
"""What is declared at a path: a group of parameters, or one parameter."""


def group_in(annotation: Any) -> type[BaseModel] | None:
    """The group that a type is made of: itself, or the entries of a tuple; None for plain values."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := group_in(inner))), None)


def declared(path: Sequence[str | int], model: type[BaseModel]) -> tuple[Path, Part]:
    """The longest part of a path that is declared, and what is declared there.

    >>> from gpssim.scenario.declarations.world import World
    >>> declared(("city", "n_citizen"), World)
    (('city',), <class 'gpssim.scenario.declarations.city.City'>)
    """
    part: Part = model
    for depth, step in enumerate(path):
        if isinstance(part, FieldInfo):
            group = group_in(part.annotation)
            if group is None or not isinstance(step, int):
                return tuple(path[:depth]), part
            part = group
        elif step in part.model_fields:
            field = part.model_fields[str(step)]
            part = group if (group := _single(field)) else field
        else:
            return tuple(path[:depth]), part
    return tuple(path), part


def _single(field: FieldInfo) -> type[BaseModel] | None:
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def dotted(path: Sequence[str | int], tree: object = None) -> str:
    """The path with dots; an entry of a list goes by its ``name`` where it has one: ``world.domains.elder_care``."""
    words = []
    for step in path:
        tree = look_up(tree, (step,))
        name = tree.get("name") if isinstance(step, int) and isinstance(tree, Mapping) else None
        words.append(legible(name if isinstance(name, str) else step))
    return ".".join(words)


def legible(step: object) -> str:
    r"""A step of a path as a line shows it: what cannot be seen, or is longer than any name, as Python writes it, in part.

    >>> legible("elder_care"), legible(3), legible(chr(27))
    ('elder_care', '3', "'\\x1b'")
    """
    text = str(step)
    return text if text.isprintable() and 0 < len(text) <= LONGEST_STEP else shortened(text)


def look_up(tree: object, path: Sequence[str | int], default: object = None) -> object:
    """What raw data hold at a path, ``default`` where they end before."""
    for step in path:
        try:
            tree = tree[step]  # type: ignore[index]  # any tree of tables and lists; what is neither raises TypeError
        except (KeyError, IndexError, TypeError):
            return default
    return tree
