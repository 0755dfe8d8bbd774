"""Numbers beside dots, each where it covers no other number, no dot and, where there is room, no line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from matplotlib.axes import Axes

from gpssim.figures.style import INK

AROUND: Final = np.array([(np.cos(a), np.sin(a)) for a in np.linspace(0.25 * np.pi, 2.25 * np.pi, 16, endpoint=False)])
NEAR: Final = (6.0, 9.0, 13.0, 18.0, 24.0, 32.0, 42.0)
"""Distances from the dot that are tried, points."""
SIZE: Final = 6.0
"""Points of the numbers."""
HALF_DIGIT, HALF_HEIGHT = 2.3, 3.2
"""Half the width of a digit and half the height of a number, with some air, points."""
DOT: Final = 2.0
"""Half a dot, points."""
EDGE: Final = 2.0
"""Least distance from the ends of the panel, points."""


def place_labels(axes: Axes, named: np.ndarray, dots: np.ndarray, lines: Sequence[np.ndarray] = ()) -> None:
    """Write 1, 2, … beside the named dots. Call it once the sheet is laid out: places are sought in points on the page.

    Each number takes the nearest place around its dot that covers no dot, no number and no line; else the one that covers fewest
    lines, numbers and dots counting most. A number that is not beside its dot has a thin line to it.

    Parameters
    ----------
    axes : a panel of a figure, its limits set.
    named : dots that get a number, shape ``(n, 2)``, in data units, as all that follows.
    dots : all dots, shape ``(m, 2)``.
    lines : straight lines to keep clear of, each of shape ``(2, 2)``: its two ends.
    """
    scale = 72.0 / float(axes.figure.dpi)
    start, end = scale * np.asarray(axes.bbox.min), scale * np.asarray(axes.bbox.max)
    points, bars = _points(axes, dots, scale), [_points(axes, line, scale) for line in lines]
    kept: list[np.ndarray] = []
    for k, (at, row) in enumerate(zip(_points(axes, named, scale), named, strict=True), 1):
        half = np.array([HALF_DIGIT * len(str(k)), HALF_HEIGHT])
        tried = np.concatenate([at + AROUND * (far + half[0] - HALF_DIGIT) for far in NEAR])
        inside = ((tried - half >= start + EDGE) & (tried + half <= end - EDGE)).all(axis=1)
        tried = tried[inside] if inside.any() else tried
        covered = [_covered(place, half, points, kept, bars) for place in tried]
        place = tried[int(np.argmin(covered))]  # the first of the best is the nearest
        kept.append(np.array([place - half, place + half]))
        _write(axes, str(k), row, place - at)


def _points(axes: Axes, places: np.ndarray, scale: float) -> np.ndarray:
    return np.asarray(axes.transData.transform(np.asarray(places, dtype=float))) * scale


def _covered(place: np.ndarray, half: np.ndarray, dots: np.ndarray, kept: list[np.ndarray], bars: list[np.ndarray]) -> float:
    """How much a number would cover there."""
    low, high = place - half, place + half
    on_dots = ((dots > low - DOT) & (dots < high + DOT)).all(axis=1).sum()
    on_numbers = sum(bool(((low < box[1]) & (high > box[0])).all()) for box in kept)
    return float(100 * on_dots + 100 * on_numbers + sum(_crosses(bar, low, high) for bar in bars))


def _crosses(bar: np.ndarray, low: np.ndarray, high: np.ndarray) -> bool:
    """Whether a straight line runs through a box: the part of it that lies within both widths is not empty."""
    first, last = 0.0, 1.0
    for start, step, near, far in zip(bar[0], bar[1] - bar[0], low, high, strict=True):
        if step == 0:
            if not near < start < far:
                return False
            continue
        ends = sorted(((near - start) / step, (far - start) / step))
        first, last = max(first, ends[0]), min(last, ends[1])
    return first < last


def _write(axes: Axes, text: str, row: np.ndarray, offset: np.ndarray) -> None:
    far = float(np.hypot(*offset)) > NEAR[1] + 0.1
    line = {"arrowstyle": "-", "lw": 0.4, "color": INK, "shrinkA": 0, "shrinkB": 1} if far else None
    label = axes.annotate(
        text,
        (row[0], row[1]),
        xytext=(offset[0], offset[1]),
        textcoords="offset points",
        ha="center",
        va="center",
        fontsize=SIZE,
        arrowprops=line,
    )
    label.set_in_layout(False)  # it lies within the panel
