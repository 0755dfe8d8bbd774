"""Charts over a number: means with bands, and single histories beside their mean."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from gpssim.figures.charts.sheets import across_of, finish, look_of, mark_reference, reference_of, titled, unique
from gpssim.figures.charts.texts import Texts
from gpssim.texts.text import Language


def lines(frame: pd.DataFrame, texts: Texts, language: Language, doubling: bool = False) -> Figure:
    """Means with bands over ``x``, from columns ``panel, series, x, mean, low, high[, reference]``; three panels side by side.

    Parameters
    ----------
    frame : ``reference`` is where a panel's level line lies, missing for none.
    texts : title, note and words of the chart, in both languages.
    language : ``en`` or ``zh``.
    doubling : ``x`` doubles from one value to the next: equal steps, a tick at each.

    Returns
    -------
    A matplotlib ``Figure`` in the house style, not saved.
    """
    figure = _panels(frame, texts, language, 1.6, _band)
    for axes in figure.axes if doubling else ():
        _double(axes, sorted(frame["x"].unique()))
    finish(figure, texts, language, unique(frame, "series"))
    return figure


def histories(frame: pd.DataFrame, texts: Texts, language: Language) -> Figure:
    """Single runs as thin lines beside their mean.

    Parameters
    ----------
    frame : columns ``panel, series, x, value, replication``; ``replication`` is missing for the mean.
    texts : title, note and words of the chart, in both languages.
    language : ``en`` or ``zh``.

    Returns
    -------
    A matplotlib ``Figure`` in the house style, not saved.
    """
    figure = _panels(frame, texts, language, 2.3, _thin_and_thick)
    finish(figure, texts, language, unique(frame, "series"), marks="lines")
    return figure


def _panels(frame: pd.DataFrame, texts: Texts, language: Language, height: float, draw: Any) -> Figure:
    """Every series of every panel, drawn one way; ``x`` is named below the lowest panels."""
    panels, look = unique(frame, "panel"), look_of(unique(frame, "series"))
    side_by_side = across_of(len(panels))
    figure, sheet = titled(texts.titles_of(panels, language, side_by_side), height, 0.7)
    for index, panel in enumerate(panels):
        own = frame[frame["panel"] == panel]
        for one, its in look.items():
            draw(sheet[index], own[own["series"].astype(str) == one].sort_values("x", kind="stable"), its)
        mark_reference(sheet[index], reference_of(own, None), upright=False)
        if index >= len(panels) - side_by_side:
            sheet[index].set_xlabel(texts.of("x", language))
    return figure


def _band(axes: Axes, data: pd.DataFrame, look: Any) -> None:
    axes.fill_between(data["x"], data["low"], data["high"], color=look.color, alpha=0.16, lw=0)
    axes.plot(data["x"], data["mean"], color=look.color, ls=look.line, marker=look.marker, zorder=3)


def _thin_and_thick(axes: Axes, data: pd.DataFrame, look: Any) -> None:
    for _, one in data.groupby("replication"):
        axes.plot(one["x"], one["value"], color=look.color, lw=0.5, alpha=0.35)
    mean = data[data["replication"].isna()]
    axes.plot(mean["x"], mean["value"], color=look.color, ls=look.line, lw=1.6, zorder=3)


def _double(axes: Axes, values: list[float]) -> None:
    axes.set_xscale("log", base=2)
    axes.set_xticks(values, [f"{value:g}" for value in values])
    axes.xaxis.set_minor_locator(NullLocator())
