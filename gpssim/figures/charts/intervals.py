"""Chart: means with intervals, a row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.figures.charts.sheets import finish, look_of, mark_reference, panelled, reference_of, unique
from gpssim.figures.charts.texts import Texts
from gpssim.figures.fonts import Language
from gpssim.figures.panels import across, letter, rows_of

WIDTH_OF_SERIES: Final = 0.7
"""Part of a row over which the marks of its series are spread."""


def rows(frame: pd.DataFrame, texts: Texts, language: Language, near: Mapping[str, float] | None = None) -> Figure:
    """Means with intervals, three panels side by side, from columns ``panel, row, mean, low, high[, series][, reference]``.

    Parameters
    ----------
    frame : ``reference`` is where a panel's upright line stands, missing for none; at 0 where there is no such column.
    near : panels whose axis is linear up to so much from 0, and logarithmic beyond.
    """
    panels, labels = unique(frame, "panel"), unique(frame, "row")
    series = unique(frame, "series") if "series" in frame else [""]
    height = 0.5 + 0.15 * len(labels) * max(1.0, 0.55 * len(series))
    figure, sheet, _ = panelled(len(panels), height, 0.6, sharey=True)
    for index, (axes, panel) in enumerate(zip(sheet, panels, strict=False)):
        own = frame[frame["panel"] == panel]
        _marks(axes, own, labels, series)
        mark_reference(axes, reference_of(own, 0.0), upright=True)
        _axis(axes, (near or {}).get(panel))
        letter(axes, index, texts.title_of(panel, language))
    sheet[0].set_yticks(range(len(labels)), [texts.of(label, language) for label in labels])
    sheet[0].set_ylim(len(labels) - 0.4, -0.6)
    finish(figure, texts, language, series, line=False)
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
    else:
        axes.set_xscale("asinh", linear_width=near)
        ticks: Any = axes.xaxis.get_major_locator()
        ticks.numticks = 5
    across(axes)


def _offset(index: int, n: int) -> float:
    return float(np.linspace(-0.5, 0.5, n)[index]) * WIDTH_OF_SERIES if n > 1 else 0.0
