"""The sample that an analysis needs: whether the study has it, what varied, which of its parts are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gpssim.analysis.worlds import worlds
from gpssim.errors import SaidWarning, StudyError

if TYPE_CHECKING:
    from gpssim.records.results import Results


class SmallSample(SaidWarning):
    """A sample so small that what is estimated from it is hardly known."""


def made_for(results: Results, design: str, what: str) -> dict[str, Any]:
    """The settings of the design, if the study has it.

    Raises
    ------
    StudyError : it has another one or none; the line names the one that is needed.
    """
    told = results.manifest.get("design") or {}
    if told.get("kind") != design:
        there = f"the design {told['kind']}" if told else "no design"
        raise StudyError(f"{what} need a study with the design {design}, these results have {there}")
    return dict(told.get("settings") or {})


def luck_of(results: Results) -> str:
    """Whose luck the points have: ``common`` or ``own``."""
    return str((results.manifest.get("design") or {}).get("luck", "own"))


def variables_in(results: Results) -> list[str]:
    """The paths that varied, in their order."""
    return [str(one["path"]) for one in results.manifest.get("variables") or ()]


def as_numbers(results: Results) -> np.ndarray:
    """The points as numbers that rise with a variable's place: values, or the place of a listed value; shape ``(points, k)``."""
    table = worlds(results)
    columns = []
    for one in results.manifest["variables"]:
        listed = list(one.get("values") or ())
        column = table[one["path"]]
        columns.append(column.map({value: place for place, value in enumerate(listed)}) if listed else column)
    return np.column_stack([np.asarray(column, dtype=float) for column in columns])


def whole_parts(points: pd.Series, size: int, what: str) -> tuple[np.ndarray, int]:
    """The parts of a sample (blocks, trajectories) all of whose points are known.

    Parameters
    ----------
    points : a number a point, missing where a run failed.
    size : points of a part.
    what : the parts, in words.

    Returns
    -------
    Numbers of shape ``(parts, size)``, and how many parts were left out.

    Raises
    ------
    StudyError : fewer than two are whole.
    """
    if len(points) % size:
        raise StudyError(f"{len(points)} points are no whole number of {what} of {size}")
    parts = points.to_numpy(dtype=float).reshape(-1, size)
    whole = np.isfinite(parts).all(axis=1)
    if whole.sum() < 2:
        raise StudyError(f"{int(whole.sum())} of {len(whole)} {what} have all their runs: at least 2 are needed")
    return parts[whole], int((~whole).sum())
