"""Where results come from: versions, command line, commit, time."""

from __future__ import annotations

import platform
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import gpssim.errors
from gpssim.studies.identity import package_version

PACKAGES: Final = ("numpy", "scipy", "numba", "mesa", "pandas", "pyarrow", "pydantic")


def provenance() -> dict[str, Any]:
    """Versions of Python and packages, the command line, the commit of the source where there is one, the time (UTC)."""
    return {
        "versions": {
            "python": platform.python_version(),
            "gpssim": package_version(),
            **{p: _version(p) for p in PACKAGES},
        },
        "platform": platform.platform(),
        "command": shlex.join(sys.argv),
        "commit": source_commit(),
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def source_commit() -> str | None:
    """The commit of the checkout that the package is run from, ``+`` behind it where files were changed; else ``None``."""
    package = Path(gpssim.errors.__file__).resolve().parent
    top = _git(package, "rev-parse", "--show-toplevel")
    if not top or Path(top).resolve() / package.name != package:
        return None
    commit = _git(package, "rev-parse", "HEAD")
    return commit and commit + "+" * bool(_git(package, "status", "--porcelain", "--", str(package)))


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
