"""Phase diagrams: how a difference between policies goes with two parameters, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gpssim.analysis.bands import interval
from gpssim.analysis.limits import limits
from gpssim.analysis.questions import Contrast, of_points, responses
from gpssim.analysis.worlds import worlds
from gpssim.errors import StudyError, impossible, unknown
from gpssim.plain import listed
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results

MOST_LEVELS: Final = 40
"""Levels of an axis up to which cells can be told apart on a page."""
KEY: Final = "axes of phase diagrams"
COLUMNS: Final = ("x_path", "y_path", "x", "y", "mean", "low", "high", "n", "over", "positive", "sure")


def span(results: Results, axes: Sequence[str]) -> None:
    """Keep with the results which two parameters span their phase diagrams; none: the first two that can.

    Raises
    ------
    ScenarioError, UnknownNameError : not two, or parameters that are no axes here.
    """
    chosen = listed("axes", axes, "two parameters of the study")
    if chosen and (len(chosen) != 2 or chosen[0] == chosen[1]):
        raise impossible("axes", list(chosen), "two different parameters of the study, or nothing")
    able = axes_of(results)
    results.cache[KEY] = tuple(_axis(one, able) for one in chosen)


def _axis(asked: str, able: Sequence[str]) -> str:
    """The full path; the end of it is enough where it is one parameter's alone."""
    ends = [path for path in able if path == asked or path.endswith(f".{asked}")]
    if len(ends) != 1:
        raise unknown("axis of phase diagrams in this study:", asked, able)
    return ends[0]


def axes_of(results: Results) -> list[str]:
    """The parameters whose levels come again from point to point, in their order: those of a factorial, or of listed points."""
    kind = (results.manifest.get("design") or {}).get("kind", "")
    if kind not in ("factorial", "listed"):
        return []
    table = worlds(results).drop(columns="world").dropna(axis=1)
    return [str(path) for path in table if 2 <= table[path].nunique() <= min(MOST_LEVELS, len(table) - 1)]


@usual_arithmetic()
def phase_cells(results: Results, one: Contrast, x: str = "", y: str = "") -> pd.DataFrame:
    """The difference in each cell of two parameters, over all points that lie in it.

    Parameters
    ----------
    results : of a study with the design ``factorial``, or with listed points on a grid.
    one : as :func:`gpssim.analysis.questions.contrast` makes it.
    x, y : paths of the two parameters, or the ends of paths; those of :func:`span`, else the first two, where nothing is said.

    Returns
    -------
    DataFrame, a row a cell: ``x_path, y_path, x, y`` (their values), ``mean`` with its 95 % t interval ``low, high`` over ``n``
    points (``over`` is ``points``: what else varies) or, where a cell is one point, over its replications (``replications``);
    ``positive`` is the share of them above 0, ``sure`` whether the interval is there and leaves out 0. Missing where no run of a
    cell succeeded.

    Raises
    ------
    StudyError : no such design, or no two parameters with levels. UnknownNameError : an axis that the study does not have.
    """
    able = axes_of(results)
    if len(able) < 2:
        kind = (results.manifest.get("design") or {}).get("kind") or "no design"
        needed = f"two parameters whose levels (at most {MOST_LEVELS}) come again: the design factorial, or listed points on a grid"
        raise StudyError(f"phase diagrams need {needed}; these results have {kind} with {len(able)} such parameters")
    across, up = _axes(results, able, x, y)
    table = worlds(results).set_index("world")
    points = of_points(responses(results, one))
    rows = [
        {"x_path": across, "y_path": up, "x": at[0], "y": at[1], **_cell(points.loc[members.index], one)}
        for at, members in table.groupby([across, up], sort=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _axes(results: Results, able: Sequence[str], x: str, y: str) -> tuple[str, str]:
    kept = results.cache.get(KEY) or ()
    chosen = [_axis(given, able) if given else "" for given in (x, y)]
    for place in (0, 1):
        free = [path for path in (*kept, *able) if path not in chosen]
        chosen[place] = chosen[place] or free[0]
    if chosen[0] == chosen[1]:
        raise impossible("axes", chosen, "two different parameters of the study")
    return chosen[0], chosen[1]


def _cell(points: pd.DataFrame, one: Contrast) -> dict[str, Any]:
    """A cell's points by replications as one number with its interval."""
    values = points.to_numpy(dtype=float)
    over = "points" if len(values) > 1 else "replications"
    known = np.array([row[np.isfinite(row)].mean() for row in values if np.isfinite(row).any()]) if over == "points" else values[0]
    known = known[np.isfinite(known)]
    mean, sd = (float(known.mean()), float(known.std(ddof=1)) if len(known) > 1 else np.nan) if len(known) else (np.nan, np.nan)
    low, high = interval(mean, sd, len(known), limits(one.outcome, int(bool(one.policy_a))))
    told = {"mean": mean, "low": float(low), "high": float(high), "n": len(known), "over": over}
    return {**told, "positive": float((known > 0).mean()) if len(known) else np.nan, "sure": bool(low > 0 or high < 0)}
