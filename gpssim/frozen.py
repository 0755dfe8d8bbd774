"""Frozen values that a month makes by the thousand: what they are is fixed once they are made, and making one is quick.

A frozen dataclass writes its fields one by one past the guard that keeps others from writing, which takes eight times as long as
writing them. Here a value is open while it is made and closed from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

Value = TypeVar("Value")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(declared: type[Value]) -> type[Value]:
    """A frozen dataclass with slots, as ``dataclass(frozen=True, slots=True)`` makes it, whose values are made quickly.

    Parameters
    ----------
    declared : the class as written, with annotated fields; no ``__post_init__``.

    >>> @value
    ... class Price:
    ...     yuan: float
    ...     per: str = "place-month"
    >>> Price(90.0)
    Price(yuan=90.0, per='place-month')
    >>> Price(90.0).yuan = 80.0
    Traceback (most recent call last):
        ...
    dataclasses.FrozenInstanceError: cannot assign to field 'yuan'
    """
    closed: Any = dataclass(frozen=True, slots=True)(declared)
    being_made = type(closed.__name__, (), {"__slots__": closed.__slots__})  # of the same shape, without the guard
    closed.__init__ = _writer(closed, being_made)
    made: type[Value] = closed
    return made


def _writer(closed: Any, being_made: type) -> Callable[..., None]:
    """The ``__init__`` of a class: the value becomes an open one, its fields are written, it takes its own class again."""
    known: dict[str, Any] = {"__name__": __name__}  # whose it is: gpssim's own, no code of somebody's
    known |= {"_open": object.__dict__["__class__"].__set__, "_being_made": being_made, "_closed": closed}
    asked, written = [], []
    for each in fields(closed):
        parameter = _asked(each, known)
        if each.init:
            asked.append(parameter)
        made = f"_make_{each.name}()"
        own = each.name if each.default_factory is MISSING else f"{made} if {each.name} is _closed else {each.name}"
        written.append(f"self.{each.name} = {own if each.init else made}")
    lines = ["_open(self, _being_made)", *written, "self.__class__ = _closed"]
    exec(f"def __init__(self, {', '.join(asked)}):\n    " + "\n    ".join(lines), known)  # noqa: S102  # as dataclasses makes its own
    init: Callable[..., None] = known["__init__"]
    init.__annotations__, init.__qualname__ = closed.__init__.__annotations__, f"{closed.__qualname__}.__init__"
    return init


def _asked(each: Field[Any], known: dict[str, Any]) -> str:
    """A field as a parameter: without a default, with its own, or with one that is made for each value."""
    if each.default_factory is not MISSING:
        known[f"_make_{each.name}"] = each.default_factory
        return f"{each.name}=_closed"
    if each.default is MISSING:
        return each.name
    known[f"_usual_{each.name}"] = each.default
    return f"{each.name}=_usual_{each.name}"
