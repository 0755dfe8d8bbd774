"""Standard streams that take every text: signs that their encoding lacks are substituted; closed or absent ones lose it.

A reader that stops reading (``| head``) stops no work: what is printed afterwards goes nowhere, files are written all the same.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from gpssim.files.signs import fitted

NOBODY_READS: Final = (errno.EPIPE, errno.ECONNRESET, errno.ESHUTDOWN, errno.EINVAL if sys.platform == "win32" else errno.EPIPE)
"""The reader has gone: that is its own affair."""
DESCRIPTORS: Final = (0, 1, 2)


def is_terminal(stream: Any) -> bool:
    """Whether somebody sits before a stream; not where it is absent, closed, or something that cannot tell."""
    try:
        return bool(stream.isatty())
    except Exception:  # whatever stands in for a stream: it is no terminal
        return False


class Outlet(io.TextIOBase):
    """A stream that never fails, in front of one that may.

    Parameters
    ----------
    stream : anything with ``write``, or ``None``.
    """

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.failure: OSError | None = None
        """Why text was lost, unless nobody wanted it."""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # of a stream that cannot change its own
        """The encoding of the stream; UTF-8 where it takes any text."""
        return getattr(self.stream, "encoding", None) or "utf-8"

    def write(self, text: str) -> int:
        """Write at once what the stream can take of it.

        Raises
        ------
        TypeError : it is no text (who asks whether this stream takes bytes, learns it so).
        """
        if not isinstance(text, str):
            raise TypeError(f"a stream of text takes text, not {type(text).__name__}")
        if self.stream is not None:
            words = fitted(text, self.encoding)
            try:
                self.stream.write(words)
                self.flush()
            except OSError as error:
                self._lost(error)
            except (ValueError, AttributeError):  # closed, or no stream at all
                self.stream = None
        return len(text)

    def flush(self) -> None:
        """Pass on what waits; streams that have nothing to pass on are passed over."""
        flush = getattr(self.stream, "flush", None)
        if flush is None:
            return
        try:
            flush()
        except OSError as error:
            self._lost(error)
        except ValueError:
            self.stream = None

    def _lost(self, error: OSError) -> None:
        """Nothing more is written; what still waits in the stream must not fail when the program ends."""
        if error.errno not in NOBODY_READS:
            self.failure = error
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.stream.fileno())
            os.close(nowhere)
        self.stream = None

    def isatty(self) -> bool:
        return is_terminal(self.stream)

    def fileno(self) -> int:
        """Of the stream.

        Raises
        ------
        OSError : it has none.
        """
        if self.stream is None or not hasattr(self.stream, "fileno"):
            raise io.UnsupportedOperation("fileno")
        return int(self.stream.fileno())

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing: the stream is somebody else's."""


@contextmanager
def outlets() -> Iterator[tuple[Outlet, Outlet]]:
    """Stdout and stderr that never fail, while the block lasts; the caller's own are put back afterwards."""
    before = sys.stdout, sys.stderr
    ours = Outlet(sys.stdout), Outlet(sys.stderr)
    sys.stdout, sys.stderr = ours
    try:
        yield ours
    finally:
        sys.stdout, sys.stderr = before


def open_descriptors() -> None:
    """Open what a program was started without (``2>&-``), onto nothing.

    A file that took the number of a standard stream would be written into by whoever complains, and workers could not be started.
    """
    for number in DESCRIPTORS:
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            os.set_inheritable(number, True)
