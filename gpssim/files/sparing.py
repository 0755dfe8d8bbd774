"""Several files to write, one of which cannot be: the rest is written, and what is missing is named at the end.

Whoever writes one of several files does so inside :func:`sparing`; whoever wants all of them that can be had, inside
:func:`the_rest_goes_on`. Without the latter an error is raised where it happens.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from gpssim.errors import NotWrittenError
from gpssim.files.lines import quoted, reason_of
from gpssim.files.places import place_of

NAMED: Final = 3
"""Files that are named for one reason; the others are counted."""


class Missing:
    """What could not be written, file by file, with the reason."""

    def __init__(self) -> None:
        self.reasons: dict[Path, str] = {}

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each reason.

        >>> missing = Missing()
        >>> missing.reasons = {Path(name): "no space left" for name in "abcde"}
        >>> missing.lines
        ("'a', 'b', 'c' and 2 more: no space left",)
        """
        by_reason: dict[str, list[Path]] = {}
        for path, reason in self.reasons.items():
            by_reason.setdefault(reason, []).append(path)
        return tuple(f"{_few(paths)}: {reason}" for reason, paths in by_reason.items())


def _few(paths: list[Path]) -> str:
    more = f" and {len(paths) - NAMED} more" * (len(paths) > NAMED)
    return ", ".join(quoted(path) for path in paths[:NAMED]) + more


_MISSING: ContextVar[Missing | None] = ContextVar("files that could not be written", default=None)


@contextmanager
def sparing(path: str | os.PathLike[str]) -> Iterator[None]:
    """A block that writes the file ``path``; where it cannot, the rest goes on if somebody asked for that.

    Raises
    ------
    OSError : nobody did.
    """
    try:
        yield
    except OSError as error:
        missing = _MISSING.get()
        if missing is None:
            raise
        missing.reasons[place_of(path)] = reason_of(error, path)


def made(folder: str | os.PathLike[str]) -> bool:
    """Whether a folder is there, made where it was not; False where it cannot be, if the rest is to go on.

    Raises
    ------
    OSError : it cannot be made, and the rest is not to go on.
    """
    place = place_of(folder)
    with sparing(folder):
        place.mkdir(parents=True, exist_ok=True)
    return place.is_dir()


@contextmanager
def collected() -> Iterator[Missing]:
    """A block in which the rest goes on; what is missing is for the caller to tell."""
    missing = Missing()
    before = _MISSING.set(missing)
    try:
        yield missing
    finally:
        _MISSING.reset(before)


@contextmanager
def the_rest_goes_on() -> Iterator[None]:
    """A block that writes several files, part of a larger one of its kind or on its own.

    Raises
    ------
    NotWrittenError : when it has ended, where files are missing and no larger block tells of them.
    """
    if _MISSING.get() is not None:
        yield
        return
    with collected() as missing:
        yield
    if missing.reasons:
        raise NotWrittenError(missing.lines)


def is_missing(path: Path) -> bool:
    """Whether a file could not be written in this block."""
    missing = _MISSING.get()
    return missing is not None and path in missing.reasons
