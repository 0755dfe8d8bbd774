"""Chart: means with intervals, a row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from gpssim.figures.charts.sheets import (
    across_of,
    finish,
    letters_beside,
    look_of,
    mark_reference,
    reference_of,
    say_if_empty,
    steady,
    titled,
    unique,
)
from gpssim.figures.charts.texts import Texts
from gpssim.figures.panels import across, rows_of
from gpssim.figures.style import FAINT
from gpssim.texts.text import Language

ROOM_OF_ROW: Final = 0.16
"""Height of a row with one series, inches."""
ROOM_OF_SERIES: Final = 0.62
"""Height that a series takes where a row has several, in rows."""
LEAST_ROOM: Final = 0.4
"""Height of the lowest panel, inches."""
WIDTH_OF_SERIES: Final = 0.62
"""Part of a row over which the marks of its series are spread."""


def rows(frame: pd.DataFrame, texts: Texts, language: Language, near: Mapping[str, float] | None = None) -> Figure:
    """Means with intervals, three panels side by side, from columns ``panel, row, mean, low, high[, series][, reference]``.

    Parameters
    ----------
    frame : ``reference`` is where a panel's upright line stands, missing for none; at 0 where there is no such column.
    texts : title, note and words of the chart, in both languages.
    language : ``en`` or ``zh``.
    near : panels whose axis is linear up to so much from 0, and logarithmic beyond.

    Returns
    -------
    A matplotlib ``Figure`` in the house style, not saved.
    """
    panels, labels = unique(frame, "panel"), unique(frame, "row")
    series = unique(frame, "series") if "series" in frame else [""]
    room = max(LEAST_ROOM, ROOM_OF_ROW * len(labels) * max(1.0, ROOM_OF_SERIES * len(series)))
    names = [texts.of(label, language) for label in labels]
    titles = texts.titles_of(panels, language, across_of(len(panels)), letters_beside(names, across_of(len(panels))))
    figure, sheet = titled(titles, room + 0.3, 0.6, sharey=True)
    for axes, panel in zip(sheet, panels, strict=False):
        own = frame[frame["panel"].astype(str) == panel]
        _marks(axes, own, labels, series)
        mark_reference(axes, reference_of(own, 0.0), upright=True)
        _axis(axes, (near or {}).get(panel))
        say_if_empty(axes, own, language)
        if len(series) > 1:
            axes.hlines([y + 0.5 for y in range(len(labels) - 1)], 0, 1, color=FAINT, lw=0.5, transform=axes.get_yaxis_transform())
    sheet[0].set_yticks(range(len(labels)), names)
    sheet[0].set_ylim(len(labels) - 0.4, -0.6)
    finish(figure, texts, language, series, marks="dots")
    return figure


def _marks(axes: Axes, data: pd.DataFrame, labels: Sequence[str], series: Sequence[str]) -> None:
    """A bar and a mark for each row of a panel; series of one row stand below each other."""
    given = look_of(series)
    for row in rows_of(data):
        one = str(getattr(row, "series", ""))
        y = labels.index(str(row.row)) + _offset(series.index(one), len(series))
        axes.plot([row.low, row.high], [y, y], color=given[one].color, lw=1.1)
        axes.plot(row.mean, y, color=given[one].color, marker=given[one].marker, ls="none", ms=3.6)


def _axis(axes: Axes, near: float | None) -> None:
    """Few ticks, so that their labels stay apart."""
    if near is None:
        axes.locator_params(axis="x", nbins=4)
        steady(axes, "x")
    else:
        axes.set_xscale("asinh", linear_width=near)
        low, high = axes.get_xlim()
        ticks = [tick for tick in (-100 * near, -10 * near, -near, 0.0, near, 10 * near, 100 * near) if low <= tick <= high]
        axes.set_xticks(ticks, [f"{tick:g}".replace("-", "−") for tick in ticks])
        axes.xaxis.set_minor_locator(NullLocator())
    across(axes)


def _offset(index: int, n: int) -> float:
    return float(np.linspace(-0.5, 0.5, n)[index]) * WIDTH_OF_SERIES if n > 1 else 0.0
