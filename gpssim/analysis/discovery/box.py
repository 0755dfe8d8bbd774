"""The box of worlds in which a policy wins: limits of the parameters that turn the sign, and how well they tell."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from gpssim.analysis.discovery.cases import Cases
from gpssim.analysis.discovery.prim import Box, pasted, peeled, quasi_p, trimmed
from gpssim.analysis.resampling import resampled
from gpssim.errors import StudyError, impossible
from gpssim.surroundings import usual_arithmetic

AGAIN: Final = 20
"""Resamples of the worlds in which the box is sought again (convention)."""
LIMITS: Final = ("parameter", "low", "high", "range_low", "range_high", "p_low", "p_high", "again")


class Limits(NamedTuple):
    """What was found."""

    limits: pd.DataFrame
    """A row a parameter that is limited, the most restrictive first: ``parameter``, ``low`` and ``high`` (missing for no limit),
    ``range_low`` and ``range_high`` over all worlds, quasi-p-values ``p_low`` and ``p_high``, and ``again`` (share of resamples in
    which it is limited on one of these sides, too)."""
    summary: pd.Series
    """``n`` worlds, ``share`` of interest, and of the box: ``mass`` (share of all worlds), ``density`` (share of interest within),
    ``coverage`` (share of those of interest that it holds), ``n_limited`` parameters; ``density_new`` and ``coverage_new``: the
    same of boxes of resamples, in the worlds that were not drawn: what a new world may expect."""
    trajectory: pd.DataFrame
    """The boxes from all worlds inwards: ``mass, density, coverage, n_limited``, and which was ``chosen``."""


@usual_arithmetic()
def scenario_box(cases: Cases, density: float | None = None, significance: float = 0.05, again: int = AGAIN) -> Limits:
    """The limits within which a policy wins.

    Parameters
    ----------
    cases : as :func:`gpssim.analysis.discovery.cases_of` makes them; ``cases.of("loses")`` for where it does not win.
    density : the first box of the trajectory is taken that is so dense, in (0, 1]; by default the one with the best balance of
        density and coverage (their harmonic mean).
    significance : limits whose quasi-p-value is above it are taken off again, in (0, 1].
    again : resamples in which the search is repeated; 0 for none.

    Raises
    ------
    StudyError : the policy wins in all worlds, or in none: nothing turns the sign.
    ScenarioError : a density or a significance that cannot be.
    """
    for name, value in (("density", density), ("significance", significance)):
        if value is not None and not 0.0 < value <= 1.0:
            raise impossible(name, value, "above 0 and at most 1")
    x, y = cases.points.to_numpy(), cases.wins.to_numpy(dtype=bool)
    if y.all() or not y.any():
        raise StudyError(f"{'all' if y.all() else 'none'} of {len(y)} worlds are of the kind asked for: no parameter turns it")
    boxes = peeled(x, y)
    chosen = _chosen(x, y, boxes, density)
    box = trimmed(x, y, pasted(x, y, boxes[chosen]), significance)
    found = _searched_again(x, y, density, significance, again)
    return Limits(_limits(cases, x, y, box, found), _summary(x, y, box, found), _trajectory(x, y, boxes, chosen))


def _searched(x: np.ndarray, y: np.ndarray, density: float | None, significance: float) -> Box:
    boxes = peeled(x, y)
    return trimmed(x, y, pasted(x, y, boxes[_chosen(x, y, boxes, density)]), significance)


def _measured(x: np.ndarray, y: np.ndarray, box: Box) -> tuple[float, float, float]:
    """Mass, density and coverage; density missing of an empty box."""
    inside = box.holds(x)
    n, hits = int(inside.sum()), int(y[inside].sum())
    return n / len(y), hits / n if n else np.nan, hits / int(y.sum()) if y.any() else np.nan


def _chosen(x: np.ndarray, y: np.ndarray, boxes: list[Box], density: float | None) -> int:
    told = np.array([_measured(x, y, box)[1:] for box in boxes])
    if density is None:
        return int(np.argmax(2 * told[:, 0] * told[:, 1] / (told[:, 0] + told[:, 1]).clip(min=1e-12)))
    dense = np.flatnonzero(told[:, 0] >= density)
    return int(dense[0]) if dense.size else int(np.argmax(told[:, 0]))


def _searched_again(
    x: np.ndarray, y: np.ndarray, density: float | None, significance: float, again: int
) -> list[tuple[Box, float, float]]:
    """The boxes of resamples, each with its density and coverage in the worlds that were not drawn."""
    found = []
    for rows in resampled(len(y), "scenario box", again) if again else ():
        left = np.setdiff1d(np.arange(len(y)), rows)
        if 0 < y[rows].sum() < len(rows):
            box = _searched(x[rows], y[rows], density, significance)
            found.append((box, *_measured(x[left], y[left], box)[1:]))
    return found


def _summary(x: np.ndarray, y: np.ndarray, box: Box, found: list[tuple[Box, float, float]]) -> pd.Series:
    mass, density, coverage = _measured(x, y, box)
    new = np.array([one[1:] for one in found]).reshape(-1, 2)
    unseen = [float(np.mean(column[np.isfinite(column)])) if np.isfinite(column).any() else np.nan for column in new.T]
    told = {"n": len(y), "share": y.mean(), "mass": mass, "density": density, "coverage": coverage}
    return pd.Series({**told, "n_limited": _n_limited(box), "density_new": unseen[0], "coverage_new": unseen[1]})


def _n_limited(box: Box) -> int:
    return len({place for place, _ in box.limits()})


def _trajectory(x: np.ndarray, y: np.ndarray, boxes: list[Box], chosen: int) -> pd.DataFrame:
    rows = [(*_measured(x, y, box), _n_limited(box), place == chosen) for place, box in enumerate(boxes)]
    return pd.DataFrame(rows, columns=["mass", "density", "coverage", "n_limited", "chosen"])


def _limits(cases: Cases, x: np.ndarray, y: np.ndarray, box: Box, found: list[tuple[Box, float, float]]) -> pd.DataFrame:
    limits = box.limits()
    rows = []
    for place in dict.fromkeys(place for place, _ in limits):
        path, column = str(cases.points.columns[place]), x[:, place]
        sides = [side for at, side in limits if at == place]
        ends = {side: float(getattr(box, side)[place]) if side in sides else np.nan for side in ("low", "high")}
        p = {f"p_{side}": quasi_p(x, y, box, place, side) if side in sides else np.nan for side in ends}
        alike = [any((place, side) in one.limits() for side in sides) for one, *_ in found]
        within = (column >= box.low[place]) & (column <= box.high[place])
        told = {"parameter": path, **ends, "range_low": column.min(), "range_high": column.max(), **p}
        rows.append({**told, "again": float(np.mean(alike)) if alike else np.nan, "held": within.mean()})
    frame = pd.DataFrame(rows, columns=[*LIMITS, "held"])
    return frame.sort_values("held", kind="stable", ignore_index=True)[list(LIMITS)]
