"""Errors that say which parameter, which value, which domain, and what was probably meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import partial, wraps
from inspect import Parameter, isclass, isfunction, signature
from typing import Any, Final, NoReturn, TypeVar

Thing = TypeVar("Thing")
REFUSES: Final = "__refuses_keywords__"
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


class NotReadError(StudyError):
    """What a study stored may be whole, and the system does not let it be read now: no memory, too many open files, not allowed."""


class NotStoredError(StudyError):
    """A study that was begun could not be stored any further, on a full disk for instance; it goes on when it is run again."""


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


class SaidWarning(UserWarning):
    """Something that a user should know, with its words and what fills them kept apart: it can be said in another language.

    As text it is English, as all that Python raises; :func:`gpssim.texts.warned.warned` says it in the language of a reader.

    Parameters
    ----------
    english : the words, with fields in braces.
    fields : what fills them; of several texts there is one after the other.

    >>> str(SaidWarning("{folder} is damaged: {faults}", folder="x", faults=("part 1 is missing", "part 2 is, too")))
    'x is damaged: part 1 is missing; part 2 is, too'
    """

    def __init__(self, english: str, **fields: Any) -> None:
        self.english, self.fields = english, fields
        shown = {key: "; ".join(map(str, value)) if isinstance(value, tuple) else value for key, value in fields.items()}
        super().__init__(english.format(**shown))

    def __reduce__(self) -> tuple[Callable[..., SaidWarning], tuple[str]]:
        return partial(type(self), **self.fields), (self.english,)


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


class NoAttributeError(AttributeError):
    """An attribute that does not exist, with the nearest right one, which is looked for when somebody reads the message.

    Most such errors are never read: ``hasattr`` and ``getattr`` with a default ask by provoking one.
    """

    def __init__(self, owner: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"{owner} has no attribute {name!r}")
        self._asked, self._known = name, known

    def __str__(self) -> str:
        return f"{self.args[0]}{'' if self._asked.startswith('_') else nearest(self._asked, self._known)}"

    def __reduce__(self) -> tuple[type[AttributeError], tuple[str]]:
        return AttributeError, (str(self),)


def no_attribute(owner: str, name: str, known: Iterable[str]) -> AttributeError:
    """The error for an attribute that does not exist; names that are asked for by machines, ``_so``, are not looked for.

    >>> raise no_attribute("results", "tabel", ["table", "runs", "months"])
    Traceback (most recent call last):
    gpssim.errors.NoAttributeError: results has no attribute 'tabel'; did you mean 'table'?
    """
    return NoAttributeError(owner, name, known)


def public_names(thing: object) -> list[str]:
    """The names of a thing that its users may use."""
    return [name for name in object.__dir__(thing) if not name.startswith("_")]


def misspelt(self: object, name: str) -> NoReturn:
    """A ``__getattr__`` that refuses a misspelt name with the nearest right one."""
    raise no_attribute(type(self).__name__, name, public_names(self))


def keywords_nearest(thing: Thing, name: str) -> Thing:
    """A function or a class that refuses a keyword it does not have with the nearest right one; anything else as it is.

    A function is wrapped; a class stays the same class, whose ``__init__`` is wrapped. ``name`` is what its users call it.

    >>> keywords_nearest(unknown, "unknown")(kind="mechanism", nam="lottery", known=())
    Traceback (most recent call last):
    TypeError: unknown() has no parameter 'nam'; did you mean 'name'?
    """
    if isclass(thing):
        made = thing.__init__
        if isfunction(made) and not hasattr(made, REFUSES):
            thing.__init__ = _refusing(made, name)  # type: ignore[method-assign]  # one __init__ for another of its signature
        return thing
    return _refusing(thing, name) if isfunction(thing) else thing


def _refusing(call: Callable[..., Any], name: str) -> Any:
    kinds = {key: parameter.kind for key, parameter in signature(call).parameters.items()}
    if Parameter.VAR_KEYWORD in kinds.values():
        return call
    taken = {key for key, kind in kinds.items() if kind in (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)}
    told = [key for key in taken if key != "self" and not key.startswith("_")]

    @wraps(call)
    def refusing(*arguments: Any, **keywords: Any) -> Any:
        for keyword in keywords:
            if keyword not in taken:
                raise TypeError(f"{name}() has no parameter {keyword!r}{nearest(keyword, told)}")
        return call(*arguments, **keywords)

    setattr(refusing, REFUSES, True)
    return refusing


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
