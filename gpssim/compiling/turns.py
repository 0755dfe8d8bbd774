"""Processes that start together compile one after the other: the first one compiles, the others read what it kept.

The lock is the system's and goes with whoever dies. Where there is no folder or no lock, everybody compiles for itself.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from typing import Final

from gpssim.cache import place_for

PATIENCE: Final = 60.0
"""Seconds after which it is not waited for others any longer: compiling takes about thirty."""
PAUSE: Final = 0.05
LOCK: Final = "compiling.lock"


_ours: set[str] = set()
"""Folders for which it is this process's turn: what is compiled while something else is being compiled needs no turn of its own."""


class Turn:
    """A process's turn to compile what is kept in a folder."""

    def __init__(self, folder: str) -> None:
        self._folder, self._handle = folder, None if folder in _ours else _taken(folder, PATIENCE)
        if self._handle is not None:
            _ours.add(folder)

    def end(self) -> None:
        """Let the next one have its turn."""
        if self._handle is not None:
            _ours.discard(self._folder)
            with suppress(OSError):
                os.close(self._handle)  # and with it the lock
            self._handle = None


def _taken(folder: str, patience: float) -> int | None:
    """The open file of the lock, which is ours; ``None`` where there is none to be had."""
    place = None if sys.platform == "win32" else place_for(folder)
    if place is None:
        return None
    try:
        handle = os.open(place / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    if _waited_for(handle, time.monotonic() + patience):
        return handle
    os.close(handle)
    return None


def _waited_for(handle: int, until: float) -> bool:
    """Whether the lock became ours in time."""
    import fcntl

    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(PAUSE)
        except OSError:
            return False
        else:
            return True
