"""Files of a study, and errors of the disk as lines."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gpssim.errors import NotStoredError, StudyError
from gpssim.files.lines import reason_of
from gpssim.files.writing import whole
from gpssim.records.manifest import MANIFEST


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


def put(path: Path, data: Any, *, synced: bool) -> None:
    """A file of a study, whole or as it was; its folder is made where it is missing.

    Parameters
    ----------
    data : bytes.
    synced : whether it is on the device, too, when this returns.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path, synced=synced, sole=True) as file:
        file.write_bytes(data)
