"""The patient rule induction method: boxes in which cases are dense, found by peeling off thin slices and pasting some back.

*Source:* Friedman & Fisher 1999, Statistics and Computing 9, doi:10.1023/A:1008894516817; coverage, density and quasi-p-values:
Bryant & Lempert 2010, doi:10.1016/j.techfore.2009.08.002.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from scipy import stats

SLICE: Final = 0.05
"""Part of a box's cases that is peeled off or pasted back at a time (Friedman & Fisher: patience)."""
LEAST_MASS: Final = 0.05
"""Part of all cases below which a box is not peeled."""


class Box(NamedTuple):
    """Limits in each dimension, infinite where there is none; both ends belong to it."""

    low: np.ndarray
    high: np.ndarray

    def holds(self, x: np.ndarray) -> np.ndarray:
        """Which of the points ``(n, k)`` lie in it."""
        return np.asarray(((x >= self.low) & (x <= self.high)).all(axis=1))

    def without(self, place: int, side: str) -> Box:
        """The same without one limit."""
        ends = {"low": self.low.copy(), "high": self.high.copy()}
        ends[side][place] = -np.inf if side == "low" else np.inf
        return Box(**ends)

    def limits(self) -> list[tuple[int, str]]:
        """The limits that there are: dimension and side."""
        return [
            (place, side) for place in range(len(self.low)) for side in ("low", "high") if np.isfinite(getattr(self, side)[place])
        ]


def everything(k: int) -> Box:
    """The box without limits."""
    return Box(np.full(k, -np.inf), np.full(k, np.inf))


def peeled(x: np.ndarray, y: np.ndarray, part: float = SLICE, least: float = LEAST_MASS) -> list[Box]:
    """The trajectory of boxes from all points inwards.

    Parameters
    ----------
    x : points, shape ``(n, k)``. y : whether each is a case of interest, bool, shape (n,).
    part : of the points in a box that a slice holds, about; where many have one value, they go together.
    least : part of all points that a box holds at least.

    Each step takes the slice whose removal raises the density most for each point that is lost (so that a dimension with few values
    has no advantage), and stops where none raises it.
    """
    boxes, inside = [everything(x.shape[1])], np.arange(len(y))
    while True:
        best, gain = None, 0.0
        there, density = y[inside], float(y[inside].mean())
        for box, left in _slices_off(x[inside], boxes[-1], part):
            n_left = int(left.sum())
            found = (float(there[left].mean()) - density) / (len(inside) - n_left) if n_left >= max(least * len(y), 2) else 0.0
            if found > gain:
                best, gain = (box, left), found
        if best is None:
            return boxes
        boxes.append(best[0])
        inside = inside[best[1]]


def _slices_off(x: np.ndarray, box: Box, part: float) -> Iterator[tuple[Box, np.ndarray]]:
    """The box without a slice at each side of each dimension, and which of the points in the box are left."""
    for place in range(x.shape[1]):
        values, counts = np.unique(x[:, place], return_counts=True)
        if len(values) < 2:
            continue
        first, last = (min(int(np.searchsorted(np.cumsum(n), part * len(x))), len(values) - 2) for n in (counts, counts[::-1]))
        low, high = (values[first] + values[first + 1]) / 2, (values[-1 - last] + values[-2 - last]) / 2
        yield Box(_with(box.low, place, low), box.high), x[:, place] >= low
        yield Box(box.low, _with(box.high, place, high)), x[:, place] <= high


def _with(ends: np.ndarray, place: int, value: float) -> np.ndarray:
    changed = ends.copy()
    changed[place] = value
    return changed


def pasted(x: np.ndarray, y: np.ndarray, box: Box, part: float = SLICE) -> Box:
    """The box with slices pasted back, as long as its density does not fall."""
    while True:
        density, n = float(y[box.holds(x)].mean()), int(box.holds(x).sum())
        wider = list(_slices_on(x, box, max(1, round(part * n))))
        found = [(float(y[one.holds(x)].mean()), int(one.holds(x).sum()), place) for place, one in enumerate(wider)]
        found = [one for one in found if one[0] >= density and one[1] > n]
        if not found:
            return box
        box = wider[max(found, key=lambda one: (one[0], one[1], -one[2]))[2]]


def _slices_on(x: np.ndarray, box: Box, more: int) -> Iterator[Box]:
    """The box with a slice at each limit pasted back; the limit is gone where nothing lies beyond."""
    for place, side in box.limits():
        column = x[box.without(place, side).holds(x), place]
        limit = float(getattr(box, side)[place])
        beyond = np.unique(column[column < limit] if side == "low" else column[column > limit])
        beyond = beyond[::-1] if side == "low" else beyond
        if len(beyond) <= more:
            yield box.without(place, side)
        else:
            end = float(beyond[more - 1] + beyond[more]) / 2
            yield Box(_with(box.low, place, end), box.high) if side == "low" else Box(box.low, _with(box.high, place, end))


def quasi_p(x: np.ndarray, y: np.ndarray, box: Box, place: int, side: str) -> float:
    """How often chance would give so many cases of interest within a limit, if it had nothing to do with them.

    The binomial chance of the box's count or more, at the density of the box without the limit. Limits were sought: it is no test.
    """
    without, inside = box.without(place, side).holds(x), box.holds(x)
    return float(stats.binom.sf(int(y[inside].sum()) - 1, int(inside.sum()), float(y[without].mean())))


def trimmed(x: np.ndarray, y: np.ndarray, box: Box, most: float = 0.05) -> Box:
    """The box without limits that chance would give: the worst goes first, until none has a quasi-p-value above ``most``."""
    while limits := box.limits():
        worst = max((quasi_p(x, y, box, *limit), place) for place, limit in enumerate(limits))
        if worst[0] <= most:
            break
        box = box.without(*limits[worst[1]])
    return box
