"""Which file a path means: ``~`` is the home folder everywhere, and a path is text."""

from __future__ import annotations

import os
from pathlib import Path

from gpssim.errors import ScenarioError


def place_of(path: str | os.PathLike[str]) -> Path:
    """The path, with the home folder in place of ``~`` or ``~user`` in front; all else as it is, relative ones too.

    >>> place_of("results/a~b").as_posix()
    'results/a~b'

    Raises
    ------
    ScenarioError : signs that no file's name has; a home folder that nobody knows.
    """
    text = os.path.expanduser(os.fspath(path))
    if not is_text(text) or "\0" in text:
        raise ScenarioError(f"path {text!a} is impossible: it must be text that UTF-8 can write, without the sign NUL")
    if text.startswith(("~/", "~\\")) or text == "~":
        raise ScenarioError(f"path {text!r} is impossible: the home folder is unknown here")
    return Path(text)


def is_text(words: str) -> bool:
    """Whether it is text: what the system handed over in another encoding than its own is not."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
