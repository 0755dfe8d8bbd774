"""Files appear whole or not at all, the same bytes on every system; tables as CSV that spreadsheets read as well as programs do."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident
from time import sleep
from typing import TYPE_CHECKING, Any, Final

from gpssim.files.places import place_of
from gpssim.files.sparing import sparing

if TYPE_CHECKING:
    import pandas as pd

MARK: Final = b"\xef\xbb\xbf"
"""The byte order mark, without which Excel and WPS read UTF-8 as the code page of the machine."""


PATIENCE: Final = (0.05, 0.2, 0.8)
"""Seconds between attempts where another program (a search index, a cloud) holds a file that is to be replaced."""

NO_SYNC: Final = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EBADF)
"""What systems answer that cannot bring a file, or a folder, to the device on demand."""


@contextmanager
def whole(path: str | os.PathLike[str], *, synced: bool = False, sole: bool = False) -> Iterator[Path]:
    """A path to write to: what was written takes the name ``path`` when the block ends well, and vanishes when it does not.

    What stood there before stays until then. Pipes and devices (``/dev/stdout``) are written as they are.

    Parameters
    ----------
    synced : it is on the device, too, before it takes its name: then a power cut leaves no half of it.
    sole : nobody else writes in its folder. What a kill leaves is then called after the file, and is written over the next time.

    Raises
    ------
    OSError : it cannot be written; the error names ``path``.
    """
    place = place_of(path)
    if place.exists() and not place.is_file():
        yield place
        return
    target = Path(os.path.realpath(place))
    if not sole and target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "Permission denied", str(place))
    temporary = target.with_name(f".{target.name}.tmp" if sole else f".{os.getpid()}-{get_ident()}.tmp")
    try:
        yield temporary
        if synced:
            sync(temporary)
        _take_the_name(temporary, target)
    except OSError as error:
        raise OSError(error.errno or errno.EIO, error.strerror or str(error), str(place)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _take_the_name(temporary: Path, target: Path) -> None:
    for seconds in PATIENCE:
        try:
            os.replace(temporary, target)
        except PermissionError:
            sleep(seconds)
        else:
            return
    os.replace(temporary, target)


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


def write_text(text: str, path: str | os.PathLike[str]) -> Path:
    """Text in UTF-8 with line ends as they are in it, replacing what is there; returns the path.

    Raises
    ------
    OSError : it cannot be written, and the rest is not to go on without it.
    """
    return _write(text.encode("utf-8"), path)


def write_csv(frame: pd.DataFrame, path: str | os.PathLike[str], **csv: Any) -> Path:
    """A table as CSV: UTF-8, lines that end with a line feed, no index, replacing what is there; returns the path.

    A byte order mark stands in front where there is any letter beyond ASCII: without it a spreadsheet takes the file for the code
    page of the machine and shows Chinese as garbage. pandas and R's readr and data.table pass over it (base R:
    ``fileEncoding="UTF-8-BOM"``, Python's ``csv``: ``encoding="utf-8-sig"``). A file without such letters has no mark. Flags are
    TRUE and FALSE (:func:`with_flags`).

    Parameters
    ----------
    csv : further arguments of ``DataFrame.to_csv``.

    Raises
    ------
    OSError : it cannot be written, and the rest is not to go on without it.
    """
    text: str = with_flags(frame).to_csv(None, **{"index": False, "lineterminator": "\n", **csv})
    return _write((b"" if text.isascii() else MARK) + text.encode("utf-8"), path)


def with_flags(frame: pd.DataFrame) -> pd.DataFrame:
    """Flags as TRUE and FALSE, which R, pandas and spreadsheets read as such: to base R, True is a text."""
    flags = {j for j, dtype in enumerate(frame.dtypes) if str(dtype) in ("bool", "boolean")}
    if not flags:
        return frame
    told = frame.copy(deep=False)
    for j in flags:
        told.isetitem(j, frame.iloc[:, j].map({True: "TRUE", False: "FALSE"}).array)
    return told


def _write(content: bytes, path: str | os.PathLike[str]) -> Path:
    with sparing(path), whole(path) as file:
        file.write_bytes(content)
    return place_of(path)
