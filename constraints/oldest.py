"""The oldest version of every dependency that pyproject.toml declares, one a line, as pip reads them: its lower bounds are true."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

EXTRAS = ("xlsx", "test")
"""Extras whose bounds are tried; the others are tools of those who change gpssim."""


def oldest() -> list[str]:
    """A line ``name==version`` for each dependency, and for each of the extras that are tried."""
    file = Path(__file__).resolve().parent.parent / "pyproject.toml"
    project = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *(line for extra in EXTRAS for line in project["optional-dependencies"][extra])]
    found = [re.match(r"([\w.-]+)\s*>=\s*([\d.]+)", line) for line in declared]
    return [f"{match[1]}=={match[2]}" for match in found if match]


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in oldest()))
