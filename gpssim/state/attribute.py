"""How an attribute of a running market is declared: its unit, its meaning, its axes, and what a branch does with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import is_
from typing import Any, Final, Generic, Literal, TypeVar

import numpy as np

Kept = Literal["given", "shared", "copied", "each", "anew"]
"""What a branch does with an attribute: it is given one of its own; shares it, for it is replaced and never changed in place;
gets a copy, or a list of copies of what a list holds (``each``); or begins it anew, for it lasts a month."""

_PLACE: Final = "attribute"
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a running market, as the documentation shows it."""

    name: str
    unit: str
    meaning: str
    axes: tuple[str, ...]
    kept: Kept


def held(unit: str, meaning: str, *axes: str, kept: Kept = "copied") -> Any:
    """Declare an attribute; ``axes`` name what an array runs over."""
    return field(metadata={_PLACE: (unit, meaning, axes, kept)})


def attributes(owner: Any) -> tuple[Attribute, ...]:
    """Every attribute that a class declares, in order."""
    return tuple(Attribute(f.name, *f.metadata[_PLACE]) for f in fields(owner))


class Memory(dict[Key, Value], Generic[Key, Value]):
    """Answers that are worked out when first asked for and then remembered: reading twice costs once."""

    def recall(self, key: Key, make: Callable[[], Value]) -> Value:
        """The answer to ``key``, made now if it was never asked for."""
        if key not in self:
            self[key] = make()
        return self[key]


class Sources(dict[Key, tuple[tuple[object, ...], Value]], Generic[Key, Value]):
    """Answers that are kept as long as what they are made of is the same: frozen values by identity, arrays by what they hold."""

    def recall(self, key: Key, sources: tuple[object, ...], make: Callable[[], Value]) -> Value:
        """The answer to ``key`` from these sources, made anew where one of them is another than it was."""
        known = self.get(key)
        if known is None or not (all(map(is_, known[0], sources)) or all(map(_same, known[0], sources))):
            kept = tuple(source.copy() if isinstance(source, np.ndarray) else source for source in sources)
            known = self[key] = (kept, make())
        return known[1]


def _same(before: object, now: object) -> bool:
    if isinstance(before, np.ndarray) and isinstance(now, np.ndarray):
        return np.array_equal(before, now)
    return before is now
