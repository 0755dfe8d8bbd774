"""Where results that depend on sources alone are kept between runs: the user's cache directory, safe to delete at any time."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path


def digest_of(files: Iterable[Path], *words: str) -> str:
    """A short digest of the contents of files and of some words (versions): a new source is a new folder."""
    digest = hashlib.blake2b(" ".join(words).encode(), digest_size=8)
    for file in sorted(files):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=8)
def cache_folder(name: str) -> Path:
    """A folder of the user's cache directory that can be written (``GPSSIM_CACHE_DIR`` chooses another), else a temporary one."""
    base = os.environ.get("GPSSIM_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(base) / "gpssim" / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        folder = Path(tempfile.gettempdir()) / f"gpssim-{name}"
        folder.mkdir(parents=True, exist_ok=True)
    return folder
