"""Elementary effects: what a step of one parameter does, at many places of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gpssim.analysis.questions import Contrast, means, responses
from gpssim.analysis.resampling import percentile_interval, resampled
from gpssim.analysis.sensitivity.sample import as_numbers, made_for, variables_in, whole_parts
from gpssim.errors import StudyError
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results

DESIGN: Final = "morris"
FEW: Final = 10
"""Trajectories below which effects are hardly known (convention)."""


@usual_arithmetic()
def morris(results: Results, one: Contrast) -> pd.DataFrame:
    """Elementary effects of each parameter on an outcome, or on the difference between two policies, the largest ``mu_star`` first.

    Parameters
    ----------
    results : of a study with the design ``morris``.
    one : as :func:`gpssim.analysis.questions.contrast` makes it.

    Returns
    -------
    DataFrame, a row a parameter, in the unit of the outcome for the whole range of the parameter: ``mu`` (mean effect),
    ``mu_star`` (mean size of the effect), ``sigma`` (standard deviation: interactions and curvature), each with a 95 % bootstrap
    interval over the ``n`` trajectories that are whole; ``dropped`` were not.

    Raises
    ------
    StudyError : the study has another design, or fewer than two whole trajectories.

    Source: Morris 1991; Campolongo, Cariboni & Saltelli 2007 (see the design).
    """
    settings = made_for(results, DESIGN, "elementary effects")
    key = (DESIGN, one)
    if key not in results.cache:
        levels = int(settings.get("levels", 4))
        effects, dropped = _effects(results, means(responses(results, one)), levels / (2 * (levels - 1)))
        results.cache[key] = told(effects, variables_in(results)).assign(dropped=dropped)
    kept: pd.DataFrame = results.cache[key]
    return kept


def _effects(results: Results, points: pd.Series, step: float) -> tuple[np.ndarray, int]:
    size = len(variables_in(results)) + 1
    parts, dropped = whole_parts(points, size, "trajectories")
    whole = np.isfinite(points.to_numpy(dtype=float).reshape(-1, size)).all(axis=1)
    return elementary_effects(as_numbers(results).reshape(-1, size, size - 1)[whole], parts, step), dropped


def elementary_effects(x: np.ndarray, y: np.ndarray, step: float) -> np.ndarray:
    """The effect of each variable in each walk, shape ``(walks, k)``.

    Parameters
    ----------
    x : numbers that rise with a variable's place, shape ``(walks, k + 1, k)``.
    y : outcome of each point, shape ``(walks, k + 1)``.
    step : by which a variable moves, as a part of its range.

    Raises
    ------
    StudyError : not every variable moves exactly once in every walk.
    """
    sign = np.sign(np.diff(x, axis=1))
    if not ((sign != 0).sum(axis=1) == 1).all() or not ((sign != 0).sum(axis=2) == 1).all():
        raise StudyError("these points are no trajectories: each parameter must move once in each of them")
    return np.asarray((sign * np.diff(y, axis=1)[:, :, None]).sum(axis=1) / step)


def told(effects: np.ndarray, names: list[str]) -> pd.DataFrame:
    """The table of :func:`morris`, without ``dropped``, of effects of shape ``(walks, k)``."""
    draws = resampled(len(effects), "trajectories")
    rows = []
    for name, own in zip(names, effects.T, strict=True):
        row: dict[str, object] = {"parameter": name}
        for label, measure in MEASURES.items():
            low, high = percentile_interval(measure(own[draws]))
            row |= {label: float(measure(own)), f"{label}_low": float(low), f"{label}_high": float(high)}
        rows.append(row | {"n": len(effects)})
    return pd.DataFrame(rows).sort_values("mu_star", ascending=False, kind="stable", ignore_index=True)


def _mean(a: np.ndarray) -> np.ndarray:
    return np.asarray(a.mean(axis=-1))


def _size(a: np.ndarray) -> np.ndarray:
    return np.asarray(np.abs(a).mean(axis=-1))


def _spread(a: np.ndarray) -> np.ndarray:
    return np.asarray(a.std(axis=-1, ddof=1))


MEASURES: Final = {"mu": _mean, "mu_star": _size, "sigma": _spread}
