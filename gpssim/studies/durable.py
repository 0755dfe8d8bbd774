"""Files that appear whole or not at all, and errors of the disk as lines."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any, Final

from gpssim.errors import NotStoredError, StudyError
from gpssim.files.lines import reason_of
from gpssim.records.manifest import MANIFEST

PATIENCE: Final = (0.05, 0.2, 0.8)
"""Seconds between attempts where another program (a search index, a cloud) holds a file that is to be replaced."""

NO_SYNC: Final = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EBADF)
"""What systems answer that cannot bring a file, or a folder, to the device on demand."""


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn what the system refuses, a full disk for instance, into a line; what was finished before is there.

    Raises
    ------
    NotStoredError : where the folder holds a study, which can be continued.
    StudyError : where nothing was begun.
    """
    try:
        yield
    except (OSError, MemoryError) as error:
        told = f"{folder} cannot be written: {reason_of(error, folder)}"
        if not (folder / MANIFEST).is_file():
            raise StudyError(told) from error
        raise NotStoredError(f"{told}; what was finished before is kept: run the same study again to continue") from error


def put(path: Path, data: Any, *, sync: bool) -> None:
    """Write a file under a temporary name and rename it; the end of a process leaves the old file or the new one.

    Parameters
    ----------
    data : bytes.
    sync : whether it is on the device, too, when this returns: then a power cut leaves no half of it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _replace(temporary: Path, path: Path) -> None:
    for seconds in PATIENCE:
        try:
            os.replace(temporary, path)
        except PermissionError:
            sleep(seconds)
        else:
            return
    os.replace(temporary, path)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the device; one that is gone again needs nothing, nor a system without this."""
    try:
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    except (FileNotFoundError, PermissionError, IsADirectoryError):
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in NO_SYNC:
            raise
    finally:
        os.close(handle)
