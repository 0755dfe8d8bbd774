"""What each parameter does alone, from the scenario as it is: the numbers behind a tornado."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy import stats

from gpssim.analysis.questions import Contrast, responses
from gpssim.analysis.sensitivity.sample import luck_of, made_for
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results

DESIGN: Final = "one_at_a_time"
LEVEL: Final = 0.95


@usual_arithmetic()
def one_at_a_time(results: Results, one: Contrast) -> pd.DataFrame:
    """Effects of each level of each parameter on an outcome, or on the difference between two policies.

    Parameters
    ----------
    results : of a study with the design ``one_at_a_time``.
    one : as :func:`gpssim.analysis.questions.contrast` makes it.

    Returns
    -------
    DataFrame, the parameter with the largest effect first, its levels in their order: ``parameter``, ``value``, ``end``
    (``low`` and ``high`` for its first and last level), ``own`` (the scenario's own world) and ``effect`` (the point's difference
    from it), with a 95 % t interval: of paired differences of ``n`` replications under common luck, Welch's under luck of its own;
    missing with fewer than two.

    Raises
    ------
    StudyError : the study has another design.
    """
    made_for(results, DESIGN, "effects one at a time")
    table = responses(results, one)
    paired = luck_of(results) == "common"
    own, *points = table.to_numpy(dtype=float)
    standing = float(own[np.isfinite(own)].mean()) if np.isfinite(own).any() else np.nan
    rows = []
    for world, point in enumerate(points, 1):
        (path, value), *_ = results.drawn(world).items()
        rows.append({"parameter": path, "value": value, "own": standing} | _effect(point, own, paired))
    return _in_order(pd.DataFrame(rows))


def _effect(point: np.ndarray, own: np.ndarray, paired: bool) -> dict[str, float]:
    if paired:
        gap = _known(point - own)
        return _told(float(gap.mean()) if gap.size else np.nan, _squared_error(gap), len(gap) - 1, len(gap))
    there, here = (_known(side) for side in (point, own))
    parts = [_squared_error(side) for side in (there, here)]
    squares = sum(part**2 / (len(side) - 1) for part, side in zip(parts, (there, here), strict=True) if len(side) > 1)
    freedom = float(np.sum(parts)) ** 2 / squares if squares > 0 else 1.0
    gap_of_means = float(there.mean() - here.mean()) if there.size and here.size else np.nan
    return _told(gap_of_means, float(np.sum(parts)), freedom, min(len(there), len(here)))


def _known(values: np.ndarray) -> np.ndarray:
    return np.asarray(values[np.isfinite(values)])


def _squared_error(values: np.ndarray) -> float:
    """Squared standard error of a mean; missing for a single value."""
    return float(values.var(ddof=1)) / len(values) if len(values) > 1 else np.nan


def _told(effect: float, squared: float, freedom: float, n: int) -> dict[str, float]:
    half = float(stats.t.ppf((1 + LEVEL) / 2, max(freedom, 1))) * float(np.sqrt(squared))
    return {"effect": effect, "low": effect - half, "high": effect + half, "n": n}


def _in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Parameters by their largest effect, levels as the design has them, with their ends named."""
    place = frame.groupby("parameter", sort=False).cumcount()
    last = frame.groupby("parameter", sort=False)["value"].transform("size") - 1
    end = np.select([place == 0, place == last], ["low", "high"], "")
    size = frame["effect"].abs().groupby(frame["parameter"], sort=False).transform("max")
    told = frame.assign(end=end, size=size, place=place)
    order = told["parameter"].drop_duplicates().tolist()
    told["first"] = told["parameter"].map(order.index)
    told = told.sort_values(["size", "first", "place"], ascending=[False, True, True], kind="stable", ignore_index=True)
    return told[["parameter", "value", "end", "own", "effect", "low", "high", "n"]]
