"""R, where it is installed: lines of R are run in a session of their own, and what they print is handed back."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pytest

PACKAGE = re.compile(r"library\((\w+)\)|(\w+)::")
NUMBER = re.compile(r"-?\d+\.?\d*(?:[eE][-+]?\d+)?")
LOCALE = {"LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
EVERY_DIGIT = "options(digits = 17, width = 200)\n"


def packages_of(lines: str) -> tuple[str, ...]:
    """The packages that lines of R name."""
    return tuple(dict.fromkeys(one or other for one, other in PACKAGE.findall(lines)))


@lru_cache
def lacking(packages: tuple[str, ...]) -> str:
    """Why R cannot be asked here; empty where it can."""
    if shutil.which("Rscript") is None:
        return "there is no Rscript: lines of R are not run here"
    asked = "; ".join(f'if (!requireNamespace("{name}", quietly = TRUE)) cat("{name} ")' for name in packages)
    missing = _run(["-e", asked], Path.cwd()).split() if packages else []
    return f"R lacks {', '.join(missing)}: lines that need it are not run here" if missing else ""


def printed(lines: str, folder: Path) -> str:
    """What a session in a folder prints of these lines, numbers with every digit; without R or a package the test is skipped."""
    reason = lacking(packages_of(lines))
    if reason:
        pytest.skip(reason)
    file = folder / "lines.R"
    file.write_text(EVERY_DIGIT + lines, encoding="utf-8")
    return _run([file.name], folder)


def not_printed(numbers: Iterable[float], text: str) -> list[float]:
    """Which of these numbers a text does not show, with their signs, to twelve digits."""
    shown = [float(number) for number in NUMBER.findall(text)]
    return [number for number in numbers if not any(one == pytest.approx(number, rel=1e-12, abs=1e-15) for one in shown)]


def _run(words: list[str], folder: Path) -> str:
    done = subprocess.run(
        ["Rscript", "--vanilla", *words],
        cwd=folder,
        env={**os.environ, **LOCALE},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
