"""Packages that only some executors need."""

from __future__ import annotations

from importlib.util import find_spec

from gpssim.errors import StudyError


def need(package: str, on: str, extra: str) -> None:
    """Refuse an executor whose package is not installed.

    Raises
    ------
    StudyError : it is missing; the line says what to install.
    """
    if find_spec(package) is None:
        raise StudyError(f'to run a study on {on}, install {package}: pip install "gpssim[{extra}]"')
