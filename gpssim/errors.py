"""Errors that say which parameter, which value, which domain, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final, NoReturn

LONGEST: Final = 240
"""Signs of a value that a line shows."""


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
    return UnknownNameError(f"unknown {kind} {shortened(name)}{nearest(name[:LONGEST], known)}")


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
    return ScenarioError(f"{parameter} = {shortened(value)} is impossible: it must be {domain}")


def shortened(value: object) -> str:
    """A value as it is written in Python, on one line; of a long one the first signs and the last.

    >>> shortened("x" * 1000)[-9:], shortened(10**5000)
    ("xxxxxxxx'", 'a number of thousands of digits')
    """
    try:
        text = repr(value).replace("\n", " ")
    except ValueError:  # Python writes no whole number of more digits than its limit
        return "a number of thousands of digits"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 30]} … {text[-20:]}"
