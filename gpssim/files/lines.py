"""What the system refused, in one line: the file and the reason."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

REASONS: Final = {
    errno.EACCES: "not allowed",
    errno.EPERM: "not allowed",
    errno.ENOENT: "no such file or folder",
    errno.ENOTDIR: "what should be a folder is a file",
    errno.EISDIR: "it is a folder",
    errno.EEXIST: "something else has this name",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "the link leads back to itself",
    errno.ENOSPC: "no space left",
    errno.EDQUOT: "no space left",
    errno.EFBIG: "the file would be larger than allowed",
    errno.EROFS: "the disk can only be read",
}
"""The same words on every system."""


def line_of(error: BaseException, path: str | os.PathLike[str] | None = None) -> str:
    r"""An error of the system as a line for a person.

    >>> line_of(PermissionError(errno.EACCES, "Permission denied", "results/compare.csv"))
    "'results/compare.csv': not allowed"

    Parameters
    ----------
    path : the file, in place of the one that the error names (a temporary one, perhaps).
    """
    named = path if path is not None else getattr(error, "filename2", None) or getattr(error, "filename", None)
    reason = reason_of(error, named)
    return reason if named is None or isinstance(named, int) else f"{quoted(named)}: {reason}"


def reason_of(error: BaseException, named: object = None) -> str:
    """Why the system refused, in words that are the same on every system."""
    if isinstance(named, str | os.PathLike) and _leads_nowhere(Path(named)):
        return "it is a link to nowhere"
    if isinstance(error, MemoryError):
        return "out of memory"
    number = getattr(error, "errno", None)
    said = REASONS.get(number or 0) or getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(said.split())


def _leads_nowhere(path: Path) -> bool:
    """Whether it is a link whose target is not there, or that leads back to itself."""
    try:
        return path.is_symlink() and not os.path.exists(path)
    except (OSError, ValueError):
        return False


def quoted(path: object) -> str:
    """A path in quotation marks, cut in its middle where it is very long."""
    text = os.fsdecode(path) if isinstance(path, bytes | os.PathLike) else str(path)
    return repr(text if len(text) <= 200 else f"{text[:80]}...{text[-80:]}")
