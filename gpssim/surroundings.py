"""What a caller may have set in this process, and what holds while gpssim computes: the same numbers whatever it was."""

from __future__ import annotations

import os
import sys
from typing import Final

import numpy as np

USUAL_BACKENDS: Final = frozenset(
    ("", "agg", "cairo", "inline", "nbagg", "notebook", "pdf", "pgf", "ps", "svg", "template", "webagg")
)
"""Backends that Matplotlib accepts everywhere; a module (``module://``) it seeks only where a window is opened."""


def usual_arithmetic() -> np.errstate:
    """NumPy's own answer to overflow, division by zero and underflow: a warning, and silence; also as a decorator.

    Without it a caller's ``np.seterr(all="raise")`` turns the underflow of a probability into a failed run, in this process and not
    in those of workers.
    """
    return np.errstate(divide="warn", over="warn", under="ignore", invalid="warn")


def matplotlib_without_a_window() -> None:
    """Import Matplotlib where ``MPLBACKEND`` could stop it: figures of ours need no backend, and a notebook's may be missing here.

    A backend that there is stays chosen; one that there is not (the variable comes from another environment) is no reason to stop.
    """
    wanted = os.environ.get("MPLBACKEND", "")
    if wanted.lower() in USUAL_BACKENDS or wanted.startswith("module://") or "matplotlib" in sys.modules:
        return
    del os.environ["MPLBACKEND"]
    try:
        import matplotlib as mpl
    finally:
        os.environ["MPLBACKEND"] = wanted
    try:
        mpl.rcParams["backend"] = wanted
    except ValueError:
        mpl.rcParams["backend"] = "agg"
