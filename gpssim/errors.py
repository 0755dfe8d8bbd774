"""Errors that say which parameter, which value, which domain, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NoReturn


class GpssimError(Exception):
    """Anything gpssim refuses, in one line that a user can act on."""


class ScenarioError(GpssimError, ValueError):
    """A scenario, a policy, an option or a file holds something impossible."""


class UnknownNameError(GpssimError, KeyError):
    """A name that is not there; the message lists the nearest right ones."""

    def __str__(self) -> str:
        return str(self.args[0])


class StudyError(GpssimError, RuntimeError):
    """A study cannot be run, continued or read as asked."""


class RunsFailedError(StudyError):
    """Runs were made, and none of those that a result needs succeeded."""


class NotWrittenError(GpssimError, OSError):
    """Files that could not be written, a line each; everything else was.

    Attributes
    ----------
    lines : each file with the reason.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(f"not written: {line}" for line in lines))
        self.lines = tuple(lines)


class ConservationError(GpssimError, AssertionError):
    """Money, places or people were made or lost: a fault of the model, never of the user."""


def nearest(name: str, known: Iterable[str], n: int = 3) -> str:
    """A half sentence with the nearest known names, empty when nothing is near; a path that ends in the name is nearest."""
    names = sorted(map(str, known))
    close = [path for path in names if path.endswith(f".{name}")][:n] or get_close_matches(name, names, n=n, cutoff=0.5)
    if close:
        return f"; did you mean {' or '.join(repr(c) for c in close)}?"
    if not names:
        return "; there are none"
    return f"; known: {', '.join(names)}" if len(names) <= 24 else ""


def unknown(kind: str, name: str, known: Iterable[str]) -> UnknownNameError:
    """The error for a name that does not exist.

    >>> raise unknown("mechanism", "open_tendr", ["open_tender", "lottery"])
    Traceback (most recent call last):
    gpssim.errors.UnknownNameError: unknown mechanism 'open_tendr'; did you mean 'open_tender'?
    """
    return UnknownNameError(f"unknown {kind} {name!r}{nearest(name, known)}")


def no_attribute(owner: str, name: str, known: Iterable[str]) -> AttributeError:
    """The error for an attribute that does not exist; names that are asked for by machines, ``_so``, are not looked for.

    >>> raise no_attribute("results", "tabel", ["table", "runs", "months"])
    Traceback (most recent call last):
    AttributeError: results has no attribute 'tabel'; did you mean 'table'?
    """
    return AttributeError(f"{owner} has no attribute {name!r}{'' if name.startswith('_') else nearest(name, known)}")


def public_names(thing: object) -> list[str]:
    """The names of a thing that its users may use."""
    return [name for name in object.__dir__(thing) if not name.startswith("_")]


def misspelt(self: object, name: str) -> NoReturn:
    """A ``__getattr__`` that refuses a misspelt name with the nearest right one."""
    raise no_attribute(type(self).__name__, name, public_names(self))


def impossible(parameter: str, value: object, domain: str) -> ScenarioError:
    """The error for a value outside its domain."""
    return ScenarioError(f"{parameter} = {value!r} is impossible: it must be {domain}")
