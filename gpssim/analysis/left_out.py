"""One outcome, table or figure that cannot be computed costs itself only: the others go on, and its reason is said in one line."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TypeVar

from gpssim.errors import GpssimError, shortened

T = TypeVar("T")
Other = TypeVar("Other")


class LeftOut(UserWarning):
    """Something could not be computed and is missing in what follows: its kind, its name, and why.

    >>> str(LeftOut("outcome", "coverage", ZeroDivisionError("division by zero")))
    "outcome 'coverage' is left out: ZeroDivisionError: division by zero"
    """

    def __init__(self, kind: str, name: str, error: Exception) -> None:
        self.kind, self.name, self.reason = kind, name, reason_of(error)
        super().__init__(f"{kind} {name!r} is left out: {self.reason}")


def reason_of(error: Exception) -> str:
    r"""Why, in one line: what gpssim says itself, or the kind of error and what it says.

    >>> reason_of(IndexError("out of\nbounds")), reason_of(ValueError())
    ('IndexError: out of bounds', 'ValueError')
    """
    said = " ".join(str(error).split())
    told = said if isinstance(error, GpssimError) else f"{type(error).__name__}: {said}".removesuffix(": ")
    return told if len(told) <= LONGEST_REASON else shortened(told)


LONGEST_REASON = 300
"""Signs of a reason that are said."""


def tried(kind: str, name: str, compute: Callable[[], T], otherwise: Other) -> T | Other:
    """What can be computed; where it cannot, something else, with a :class:`LeftOut` that says so.

    Parameters
    ----------
    kind, name : what it is, as the line says it: ``outcome``, ``table`` or ``figure``.
    otherwise : what stands in its place.
    """
    try:
        return compute()
    except Exception as error:
        warnings.warn(LeftOut(kind, name, error), stacklevel=3)
        return otherwise
