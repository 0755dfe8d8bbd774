"""Numbers beside dots, each where it covers no other number and no dot."""

from __future__ import annotations

from typing import Final

import numpy as np
from matplotlib.axes import Axes

from gpssim.figures.style import INK

AROUND: Final = [(np.cos(a), np.sin(a)) for a in np.linspace(0.25 * np.pi, 2.25 * np.pi, 12, endpoint=False)]
NEAR: Final = (5.5, 9.0, 13.0)
"""Distances from the dot that are tried, points."""
CLEAR: Final = 7.0
"""Points that a number keeps from others."""


def place_labels(axes: Axes, named: np.ndarray, dots: np.ndarray) -> None:
    """Write 1, 2, … beside the named dots, shape ``(n, 2)``; ``dots``: all of them. In data units of axes whose limits are set.

    Each number takes the first place around its dot that is clear of dots and of the numbers before it, or the clearest.
    """
    width, height = axes.get_position().size * axes.figure.get_size_inches() * 72  # type: ignore[union-attr]  # on a figure
    low, high = np.array([axes.get_xlim(), axes.get_ylim()]).T
    scale = np.array([width, height]) / (high - low)
    taken = [(row - low) * scale for row in dots]
    for k, row in enumerate(named, 1):
        at = (row - low) * scale
        tried = [at + np.array(one) * far for far in NEAR for one in AROUND]
        inside = [one for one in tried if (one > 3).all() and (one < [width - 3, height - 3]).all()] or tried
        clear = [min((float(np.hypot(*(one - other))) for other in taken), default=np.inf) for one in inside]
        place = next((p for p, gap in enumerate(clear) if gap >= CLEAR), int(np.argmax(clear)))
        taken.append(inside[place])
        offset = inside[place] - at
        line = (
            {"arrowstyle": "-", "lw": 0.4, "color": INK, "shrinkA": 2, "shrinkB": 1} if np.hypot(*offset) > NEAR[0] + 0.1 else None
        )
        axes.annotate(
            str(k), row, xytext=tuple(offset), textcoords="offset points", ha="center", va="center", fontsize=6, arrowprops=line
        )
