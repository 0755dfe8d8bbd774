"""One writer: a lock on a folder that the system takes back from whoever dies, so that it never has to be removed by hand."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple

from gpssim.errors import StudyError
from gpssim.studies.durable import writing

LOCK: Final = "writing.lock"
FAR: Final = 2**30
"""The byte that is locked: behind what the file says, so that others can read it."""
HELD: Final = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
NO_LOCKS: Final = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL)
"""What file systems answer that know no locks: there the file itself is believed, as long as the process that it names lives."""

_here: dict[str, int] = {}
"""Folders that this process writes, and its number: in a fork they are the parent's."""
_guard = Lock()


@contextlib.contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Write a folder alone; it is made where it is missing.

    Raises
    ------
    StudyError : somebody else writes it (the message says who), or it cannot be written.
    """
    key = os.path.realpath(folder)
    with _guard:
        if _here.get(key) == os.getpid():
            raise StudyError(_refused(folder, "this process already"))
        _here[key] = os.getpid()
    try:
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            handle = _taken(folder)
        try:
            yield
        finally:
            _give_back(folder / LOCK, handle)
    finally:
        with _guard:
            _here.pop(key, None)


class Writer(NamedTuple):
    """Who writes a folder."""

    process: int
    host: str
    since: str
    """UTC, ISO 8601."""
    alive: bool | None
    """Whether the process is there; ``None`` where it runs on another machine, and nobody can tell from here."""


def writer_of(folder: Path) -> Writer | None:
    """Who writes a folder, or did so until it was killed; ``None`` where nobody does.

    The file of a lock that this process holds is not opened: closing it would give the lock away.
    """
    if _here.get(os.path.realpath(folder)) == os.getpid():
        return Writer(os.getpid(), socket.gethostname(), "", True)
    try:
        holder = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(holder, dict) or not isinstance(holder.get("process"), int):
        return None
    here = holder.get("host") == socket.gethostname()
    return Writer(holder["process"], str(holder.get("host")), str(holder.get("since", "")), _lives(holder) if here else None)


def unlocked(folder: Path) -> None:
    """Take away the file of a lock whose holder was killed, where nobody holds it and somebody comes by."""
    if (folder / LOCK).exists():
        with contextlib.suppress(StudyError), sole_writer(folder):
            pass


def _taken(folder: Path) -> int:
    """The open file of the lock, which is ours now and says so."""
    path = folder / LOCK
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            free = _locked(handle)
            holder = _holder(handle)
            if free is None:
                free = not _lives(holder)
            if not free:
                raise StudyError(_refused(folder, _said(holder)))
            if _is_still(path, handle):
                _say(handle)
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # its last holder took the file away while it was being opened here


def _locked(handle: int) -> bool | None:
    """Take the lock: whether it was free, ``None`` where there are no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, FAR)
    except OSError as error:
        if error.errno in HELD:
            return False
        if error.errno in NO_LOCKS:
            return None
        raise
    return True


def _give_back(path: Path, handle: int) -> None:
    """Take the file away while it is still ours; where open files cannot be taken away, after that."""
    try:
        with contextlib.suppress(OSError):
            path.unlink()
    finally:
        os.close(handle)
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            path.unlink()


def _is_still(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _say(handle: int) -> None:
    """Who holds the lock, for whoever comes second."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, json.dumps({"process": os.getpid(), "host": socket.gethostname(), "since": now}).encode())


def _holder(handle: int) -> dict[str, Any]:
    """What the file says; nothing where its holder has not said it yet."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        holder = json.loads(os.read(handle, 4096))
    except (OSError, ValueError):
        return {}
    return holder if isinstance(holder, dict) else {}


def _lives(holder: dict[str, Any]) -> bool:
    """Whether the process that holds the lock may still be there; that of another machine may."""
    if not isinstance(holder.get("process"), int):
        return False
    if holder.get("host") != socket.gethostname():
        return True
    try:
        os.kill(holder["process"], 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _said(holder: dict[str, Any]) -> str:
    if not holder:
        return "another process"
    away = "" if holder.get("host") == socket.gethostname() else f" on {holder.get('host')}"
    return f"process {holder.get('process')}{away} since {holder.get('since')}"


def _refused(folder: Path, who: str) -> str:
    return f"{folder} is being written by {who}: wait until it has ended, or choose another folder"
