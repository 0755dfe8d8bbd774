"""What the two forest plots of paired differences share: a mark for each period, numbers beside the rows, the legend."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from gpssim.figures.legends import legend
from gpssim.figures.panels import rows_of
from gpssim.figures.style import INK, QUIET, SHADE
from gpssim.figures.words import word
from gpssim.texts.names import name
from gpssim.texts.numbers import MISSING, estimate, percent
from gpssim.texts.text import Language

PERIODS: Final = {"transition": (-0.17, "D", 0.45), "later": (0.17, "o", 1.0)}
"""Offset from the row, marker, and strength of color of each period."""


def mark(axes: Axes, y: float, interval: tuple[float, float, float], look: tuple[str, str], ends: tuple[float, float]) -> None:
    """Mean and interval of one period in a row; what lies beyond the ends of the axis becomes an arrow there.

    Parameters
    ----------
    interval : mean, low and high, in units of the axis; low and high may be missing.
    look : period and color.
    """
    (mean, low, high), (period, color) = interval, look
    offset, marker, strength = PERIODS[period]
    tint, at = tuple(1 - strength * (1 - channel) for channel in to_rgb(color)), y + offset
    if not np.isnan(low):
        axes.plot(np.clip([low, high], *ends), [at, at], color=tint, lw=1.2)
    for edge, arrow, beyond in ((ends[0], "<", low < ends[0]), (ends[1], ">", high > ends[1])):
        if beyond:
            axes.plot(edge, at, marker=arrow, color=tint, mec="none", ms=2.6, clip_on=False)
    shape = marker if ends[0] <= mean <= ends[1] else (">" if mean > 0 else "<")
    axes.plot(np.clip(mean, *ends), at, marker=shape, color=tint, mec="white", mew=0.3, ms=3.8, clip_on=False, zorder=4)


def numbers(axes: Axes, data: pd.DataFrame, language: Language, size: float = 6.0) -> None:
    """Beside each row ``y`` its difference, in the outcome's own unit, and in how many worlds it has this sign."""
    for row in rows_of(data):
        text = _number(row.difference, row.low, row.high)
        if row.same_sign_share >= 0:
            text += f"  {percent(row.same_sign_share, language)}"
        axes.text(1.03, row.y, text, transform=axes.get_yaxis_transform(), va="center", fontsize=size, color=INK)


def _number(difference: float, low: float, high: float) -> str:
    """A difference and its interval as tables have them; a dash where there is none."""
    return MISSING if np.isnan(difference) else " ".join(filter(None, estimate(difference, low, high)))


def arm(policy: str, closure: str, data: pd.DataFrame, language: Language) -> str:
    """The name of what is compared: the policy, with what is held equal where the figure shows both."""
    if data["closure"].nunique() == 1:
        return name(policy, language)
    return f"{name(policy, language)}\n{word(f'at_{closure}', language).rstrip('.。')}"


def forest_legend(figure: Figure, data: pd.DataFrame, language: Language) -> None:
    """The periods that occur, and the shade of the better side."""
    line: dict[str, Any] = {"color": QUIET, "mec": "white", "mew": 0.4, "ms": 5, "lw": 1.1}
    handles: list[Any] = [Patch(color=SHADE, label=word("better", language))]
    for row in rows_of(data.drop_duplicates("period").iloc[::-1]):
        _, marker, strength = PERIODS[row.period]
        label = word(row.period, language, first=row.first, last=row.last)
        handles.insert(0, Line2D([], [], marker=marker, alpha=strength, label=label, **line))
    legend(figure, handles)
