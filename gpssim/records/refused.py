"""What the system refuses to read is not damaged: it may be whole, and is there when there is memory, or permission, again."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gpssim.errors import NotReadError
from gpssim.files.lines import reason_of

OF_THE_FILE: Final = (None, 0, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EINVAL, errno.ESTALE)
"""Numbers of errors that say something about a file, not about who reads it (``None``: a reader did not understand it)."""


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """A block that reads a file; what is wrong with the file itself goes through.

    Raises
    ------
    NotReadError : no memory, no thread, too many open files, not allowed, or the device failed.
    """
    try:
        yield
    except MemoryError as error:
        raise NotReadError(f"{path} cannot be read: {reason_of(error, path)}") from error
    except OSError as error:
        if error.errno in OF_THE_FILE and "Resource temporarily unavailable" not in str(error):
            raise
        raise NotReadError(f"{path} cannot be read: {reason_of(error, path)}") from error
