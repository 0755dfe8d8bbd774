"""The lines of a walk: one for each function, class and value that was found, by a name that is free."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FunctionType, ModuleType
from typing import Any

from pydantic.fields import FieldInfo

from gpssim.studies.own_code.values import digest

NUMBERS = (bool, int, float)


@dataclass
class Lines:
    """What was found so far, and where the walk is."""

    entries: dict[str, str] = field(default_factory=dict)
    missed: dict[str, str] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    _names: dict[int, str] = field(default_factory=dict)
    _alive: list[Any] = field(default_factory=list)
    """What was met: as long as it lives nothing else has its number."""
    _open: list[int] = field(default_factory=list)
    """What is being looked into, the outermost first."""
    _where: list[str] = field(default_factory=list)

    def value(self, name: str, value: Any, told: Callable[[Any], str]) -> str:
        """A line for a named value, functions and classes have their own; returns what stands for it."""
        self._where.append(name)
        found = told(value)
        self._where.pop()
        if not isinstance(value, FunctionType | type | ModuleType) or found.startswith("says"):
            self.entries[self._free(name)] = repr(value) if type(value) in (*NUMBERS, type(None)) else _short(value, found)
        return found

    def line(self, thing: Any, kind: str, lines: Callable[[Any], Iterator[str]]) -> str:
        """A line for a function or class, once; returns how others refer to it."""
        if id(thing) not in self._names:
            name = self._names[id(thing)] = self._free(thing.__qualname__.replace("<locals>.", ""))
            self._alive.append(thing)
            with self.inside(name):
                self.entries[name] = ""  # taken
                self.entries[name] = digest(kind, *lines(thing))
        return f"{kind} {self._names[id(thing)]}"

    def miss(self, kind: str) -> str:
        """Note that what the walk is at has no content to be told by."""
        self.missed[".".join(self._where) or "itself"] = kind
        return f"not covered: {kind}"

    @contextmanager
    def inside(self, *where: str) -> Iterator[None]:
        """A place of its own, from which nothing refers to what is being looked into outside."""
        before = self._where, self._open
        self._where, self._open = [*where], []
        yield
        self._where, self._open = before

    def _free(self, name: str) -> str:
        number, found = 1, name
        while found in self.entries:
            number += 1
            found = f"{name} #{number}"
        return found


def _short(value: Any, told: str) -> str:
    """What a line shows of a value: the default of a declared parameter where it is a number, and a digest."""
    default = value.default if isinstance(value, FieldInfo) else None
    return f"{default!r} {digest(told)}" if type(default) in NUMBERS else digest(told)
