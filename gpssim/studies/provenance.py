"""Where results come from: versions, command line, sources, time."""

from __future__ import annotations

import hashlib
import os
import platform
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from importlib.resources.abc import Traversable
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import gpssim.errors
from gpssim.sources import files_in
from gpssim.studies.identity import package_version

PACKAGES: Final = ("numpy", "scipy", "numba", "mesa", "pandas", "pyarrow", "pydantic")
PACKAGE: Final = Path(gpssim.errors.__file__).resolve().parent


def provenance() -> dict[str, Any]:
    """Versions of Python and packages, the command line, the sources that ran, the time (UTC).

    ``source`` is the digest of the package's files, the same in a checkout, an editable install and a wheel; ``commit`` the commit
    where the files are under version control, else the digest again: one of them is always there to say which program it was.
    """
    return {
        "versions": {
            "python": platform.python_version(),
            "gpssim": package_version(),
            **{p: _version(p) for p in PACKAGES},
        },
        "platform": platform.platform(),
        "command": _command(),
        "source": package_digest(),
        "commit": source_commit() or f"source {package_digest()}",
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _command() -> str:
    """What was typed; paths in UTF-8 whatever the locale took them for."""
    return shlex.join(sys.argv).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


@cache
def package_digest(folder: Traversable | None = None) -> str:
    """A digest of every file of the package, names and contents; what Python compiles beside them does not count."""
    digest = hashlib.blake2b(digest_size=16)
    for name, file in sorted(files_in(resources.files("gpssim") if folder is None else folder), key=itemgetter(0)):
        content = file.read_bytes()
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def source_commit(folder: Path = PACKAGE) -> str | None:
    """The commit that the package is run from, ``+`` behind it where files were changed; ``None`` where git does not know it."""
    if _git(folder, "ls-files", "--error-unmatch", "errors.py") is None:
        return None
    commit = _git(folder, "rev-parse", "HEAD")
    return commit and commit + "+" * bool(_git(folder, "status", "--porcelain", "--", "."))


def _git(folder: Path, *arguments: str) -> str | None:
    # git writes UTF-8 whatever the locale; in a hook its variables name another repository
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    how: Any = {"capture_output": True, "encoding": "utf-8", "errors": "replace", "env": surroundings, "timeout": 10, "check": True}
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], **how)
    except (OSError, subprocess.SubprocessError):
        return None
    return str(done.stdout).strip()
