"""Packages that only some executors need."""

from __future__ import annotations

from importlib.util import find_spec

from gpssim.errors import StudyError


def need(package: str, extra: str, on: str) -> None:
    """Refuse an executor whose package is not installed.

    Parameters
    ----------
    extra : of gpssim, which installs it.
    on : how the executor is typed.

    Raises
    ------
    StudyError : it is missing; the line says what to install.
    """
    if find_spec(package) is None:
        raise StudyError(f'to run a study on {on}, install {package}: pip install "gpssim[{extra}]"')
