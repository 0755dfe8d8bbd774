"""With which code the program leaves, for every command: the one list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gpssim.errors import NotWrittenError, RunsFailedError

DONE: Final = 0
FAULT: Final = 1
REFUSED: Final = 2
INTERRUPTED: Final = 130

MEANINGS: Final[Mapping[int, str]] = {
    DONE: "everything asked for is there; runs that failed beside others that did not are named, and left out in pairs",
    FAULT: "something ran, and not all is well: no run succeeded, a check failed, a value does not agree, nothing was verified, "
    "the disk was full while runs were stored, or a file or stdout could not be written (named; all the rest is there)",
    REFUSED: "refused before anything ran, in one line that says what and what was probably meant: an option, a scenario, a folder "
    "of another study, a file that the system does not give",
    INTERRUPTED: "Ctrl-C; what is finished is kept, and the same command goes on",
}
"""What each code says of a command."""


def code_of(error: BaseException) -> int:
    """The code for an error that ends a command."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    return FAULT if isinstance(error, NotWrittenError | RunsFailedError | MemoryError) else REFUSED
