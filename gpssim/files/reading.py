"""Text read from files, pipes and standard input."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath
from typing import Final

from gpssim.errors import ScenarioError
from gpssim.files.lines import reason_of
from gpssim.files.nearest import near
from gpssim.files.places import place_of

STANDARD_INPUT: Final = "-"


def can_be_read(path: str | os.PathLike[str]) -> bool:
    """Whether something is there to be read: a file, a pipe (``<(...)``), a device (``/dev/stdin``), or ``-``; no folder.

    A name that the system will not even look for (too long, a link to itself) is nothing that is there.
    """
    if os.fspath(path) == STANDARD_INPUT:
        return True
    try:
        place = place_of(path)
        return place.exists() and not place.is_dir()
    except (OSError, ValueError):
        return False


def text_of(path: str | os.PathLike[str]) -> str:
    """The text of a file in UTF-8, with or without a byte order mark; ``-`` is standard input.

    Raises
    ------
    ScenarioError : it cannot be read, is no UTF-8, or is a pipe with nothing in it, which has been read before.
    """
    label = os.fspath(path)
    try:
        content = _standard_input() if label == STANDARD_INPUT else place_of(path).read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise ScenarioError(f"{label} cannot be read: {reason_with_nearest(error, label)}") from None
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{label} cannot be read: {error}") from None
    if not text and (label == STANDARD_INPUT or not place_of(path).is_file()):
        raise ScenarioError(f"{label} cannot be read: there is nothing in it, or it has been read already")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def there(path: str | os.PathLike[str]) -> Path:
    """The file, for libraries that open it themselves.

    Raises
    ------
    ScenarioError : there is none.
    """
    place = place_of(path)
    if not place.exists():
        raise ScenarioError(f"{os.fspath(path)} cannot be read: no such file or folder{near(path)}")
    return place


def reason_with_nearest(error: OSError, path: str | os.PathLike[str]) -> str:
    """Why a file cannot be read, and of one that is not there, what was probably meant."""
    return reason_of(error, path) + (near(path) if isinstance(error, FileNotFoundError) else "")


def beside(folder: Path, name: str) -> str:
    """A file that another one names: its whole path where it lies in the other's folder, or nothing but its spelling is wrong."""
    path = folder / place_of(name)
    misspelt = PurePath(name).suffix and not can_be_read(name) and near(path)
    return str(path) if can_be_read(path) or misspelt else name


def folder_beside(path: str | os.PathLike[str]) -> Path | None:
    """The folder of a file, from which paths in it start; none for pipes and standard input."""
    if os.fspath(path) == STANDARD_INPUT or not place_of(path).is_file():
        return None
    return place_of(path).resolve().parent


def _standard_input() -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise ScenarioError("- cannot be read: standard input is closed")
    stream = getattr(sys.stdin, "buffer", None)
    return bytes(stream.read()) if stream is not None else sys.stdin.read().encode("utf-8")
