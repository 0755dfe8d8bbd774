"""What is kept between runs since it depends on sources alone: in a private folder or nowhere, safe to delete at any time.

A cache saves time and nothing else. Whatever is wrong with it (no home, somebody else's folder, a full disk, a damaged file, a
folder deleted in mid-run), nothing is read or nothing is kept, and whoever asked does the work anew; no error leaves this file.
Only files are read that are our own and that nobody else can write, in folders of which the same is true.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from gpssim.sources import Source

OWN_FOLDER: Final = "gpssim"
LARGEST: Final = 2**28
"""Bytes of a file that is still read: what is kept is a hundred times smaller."""
SIZE_OF_DIGEST: Final = 16
_BY_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH
_FAULTS: Final = (OSError, ValueError, RuntimeError)
"""What the file system says of a path that is impossible, whatever the reason; RuntimeError: links in a circle."""


def digest_of(files: Iterable[Source], *words: str) -> str:
    """A short digest of the contents of files and of some words (versions): a new source is a new folder."""
    digest = hashlib.blake2b(" ".join(words).encode(), digest_size=8)
    for name, content in sorted(files):
        digest.update(name.encode() + content)
    return digest.hexdigest()


def kept(folder: str, name: str) -> bytes | None:
    """What :func:`keep` kept under a name, whole; ``None`` where there is no such thing, or none that can be trusted."""
    for base in _bases():
        with suppress(*_FAULTS):
            place = base / folder
            if _private(base) and _private(place):
                content = _read(place / name)
                if content is not None:
                    return content
    return None


def keep(folder: str, name: str, content: bytes) -> bool:
    """Keep something for the next process where that is possible; whether it was."""
    whole = hashlib.blake2b(content, digest_size=SIZE_OF_DIGEST).digest() + content
    return any(_kept_in(base, folder, name, whole) for base in _bases())


def place_for(folder: str) -> Path | None:
    """A private folder of ours in which things can be kept, made where it is missing; ``None`` where there can be none."""
    return next((place for base in _bases() if (place := _made(base, folder)) is not None), None)


def _made(base: Path, folder: str) -> Path | None:
    try:
        base.parent.mkdir(parents=True, exist_ok=True)
        for own in (base, base / folder):
            own.mkdir(mode=0o700, exist_ok=True)
            if not _private(own):
                return None
    except _FAULTS:
        return None
    return base / folder


def _kept_in(base: Path, folder: str, name: str, content: bytes) -> bool:
    place = _made(base, folder)
    if place is None:
        return False
    try:
        _write(place / name, content)
    except _FAULTS:
        return False
    return True


def _bases() -> Iterator[Path]:
    """Folders of ours, the one wished for first: named by the user, in the user's cache directory, among temporary files."""
    named, usual = os.environ.get("GPSSIM_CACHE_DIR"), os.environ.get("XDG_CACHE_HOME") or os.path.join("~", ".cache")
    for base in (named or usual,):
        with suppress(*_FAULTS):
            place = os.path.expanduser(base)
            if not place.startswith("~"):  # nobody knows where home is
                yield Path(os.path.abspath(place)) / OWN_FOLDER
    with suppress(*_FAULTS):
        user = f"-{os.getuid()}" if hasattr(os, "getuid") else ""
        yield Path(tempfile.gettempdir()) / f"{OWN_FOLDER}{user}"


def _private(folder: Path) -> bool:
    """Whether a folder is ours and nobody else's to write; a folder of ours that others may write is closed to them first."""
    if not hasattr(os, "getuid"):  # Windows: the user's own folders are private
        return folder.is_dir()
    found = folder.stat()
    if not stat.S_ISDIR(found.st_mode) or {found.st_uid, folder.lstat().st_uid} != {os.geteuid()}:
        return False
    if found.st_mode & _BY_OTHERS:
        folder.chmod(0o700)
        return not folder.stat().st_mode & _BY_OTHERS
    return True


def _read(file: Path) -> bytes | None:
    """A file's content, if it is ours and whole; what is asked and what is read is one open file, whoever swaps names meanwhile."""
    how = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, how), "rb") as stream:
        if not _trusted(os.fstat(stream.fileno())):
            return None
        whole = stream.read()
    digest, content = whole[:SIZE_OF_DIGEST], whole[SIZE_OF_DIGEST:]
    return content if digest == hashlib.blake2b(content, digest_size=SIZE_OF_DIGEST).digest() else None


def _trusted(found: os.stat_result) -> bool:
    if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
        return False
    return not hasattr(os, "getuid") or (found.st_uid == os.geteuid() and not found.st_mode & _BY_OTHERS and found.st_nlink == 1)


def _write(file: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.replace(temporary, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
