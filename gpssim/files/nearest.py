"""What was probably meant by the name of a file or a folder that is not there: what lies beside it under nearly that name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import islice
from pathlib import PurePath
from typing import Final

from gpssim.errors import UnknownNameError, nearest, shortened
from gpssim.files.places import place_of

NEAR: Final = 0.6
"""How alike two names must be, from 0 to 1."""
OTHER_ENDING: Final = 0.1
"""By how much a file of another ending is less alike."""
MOST_LOOKED_AT: Final = 5000
"""Names of a folder that are looked at."""
MOST_SAID: Final = 2


def near(path: str | os.PathLike[str], known: Iterable[str] = (), folders: bool | None = False) -> str:
    """A half sentence with the nearest names, empty when nothing is near; of a folder that is misspelt, in the nearest one.

    Parameters
    ----------
    path : that is not there.
    known : names that are no files, of what comes with gpssim.
    folders : whether a folder is meant, not a file; ``None``: either.
    """
    asked = PurePath(os.fspath(path))
    found = [(_likeness(asked.name, name, endings=False), name) for name in known]
    found += [(alike, str(one)) for alike, one in _beside(asked, folders)]
    best = max((alike for alike, _ in found), default=0.0)
    said = sorted({one for one in found if one[0] >= max(NEAR, best - OTHER_ENDING)}, key=lambda one: (-one[0], one[1]))
    return f"; did you mean {' or '.join(repr(name) for _, name in said[:MOST_SAID])}?" if said else ""


def no_file(kind: str, path: str | os.PathLike[str], known: Iterable[str]) -> UnknownNameError:
    """The error for what is neither a name that comes with gpssim nor a file.

    >>> raise no_file("targets (neither shipped nor a file):", "no folder/armennia.toml", ["armenia", "tsuchiura"])
    Traceback (most recent call last):
    gpssim.errors.UnknownNameError: unknown targets (neither shipped nor a file): 'no folder/armennia.toml'; did you mean 'armenia'?
    """
    text, known = os.fspath(path), list(known)
    return UnknownNameError(f"unknown {kind} {shortened(text)}{near(text, known) or nearest(text, known)}")


def _beside(asked: PurePath, folders: bool | None) -> Iterator[tuple[float, PurePath]]:
    """What lies in its folder, with how alike it is called."""
    try:
        folder = _folder_of(asked)
        if folder is None:
            return
        with os.scandir(place_of(folder)) as entries:
            for entry in islice(entries, MOST_LOOKED_AT):
                if (folders is None or entry.is_dir() == folders) and entry.name.startswith(".") <= asked.name.startswith("."):
                    yield _likeness(asked.name, entry.name), folder / entry.name
    except (OSError, ValueError):  # a folder that may not be read, a name that no file has
        return


def _folder_of(asked: PurePath) -> PurePath | None:
    """The folder that is named, or the nearest one there is."""
    folder = asked.parent
    if place_of(folder).is_dir():
        return folder
    alike, one = max(_beside(folder, folders=True), default=(0.0, None))
    return one if alike >= NEAR else None


def _likeness(asked: str, name: str, endings: bool = True) -> float:
    """How alike two names are, what stands before their endings compared; 0 where it is below what counts."""
    one, other = PurePath(asked), PurePath(name)
    pair = SequenceMatcher(None, one.stem.casefold(), (other.stem if endings else name).casefold(), autojunk=False)
    if pair.real_quick_ratio() < NEAR or pair.quick_ratio() < NEAR:
        return 0.0
    return pair.ratio() - OTHER_ENDING * (endings and bool(one.suffix) and one.suffix.casefold() != other.suffix.casefold())
