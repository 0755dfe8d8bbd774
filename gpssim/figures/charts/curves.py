"""Charts over a number: means with bands, and single histories beside their mean."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from gpssim.figures.charts.sheets import finish, height_of, look_of, mark_reference, panelled, reference_of, unique
from gpssim.figures.charts.texts import Texts
from gpssim.figures.fonts import Language
from gpssim.figures.panels import letter


def lines(frame: pd.DataFrame, texts: Texts, language: Language, doubling: bool = False) -> Figure:
    """Means with bands over ``x``, from columns ``panel, series, x, mean, low, high[, reference]``; three panels side by side.

    Parameters
    ----------
    frame : ``reference`` is where a panel's level line lies, missing for none.
    doubling : ``x`` doubles from one value to the next: equal steps, a tick at each.
    """
    return _panels(frame, texts, language, 1.6, _band, doubling)


def histories(frame: pd.DataFrame, texts: Texts, language: Language) -> Figure:
    """Single runs as thin lines beside their mean, from columns ``panel, series, x, value, replication``, missing for the mean."""
    return _panels(frame, texts, language, 2.3, _thin_and_thick)


def _panels(frame: pd.DataFrame, texts: Texts, language: Language, height: float, draw: Any, doubling: bool = False) -> Figure:
    """Every series of every panel, drawn one way."""
    panels, series = unique(frame, "panel"), unique(frame, "series")
    titles = [texts.title_of(panel, language) for panel in panels]
    figure, sheet, side_by_side = panelled(len(panels), height + height_of(titles), 0.7)
    given = look_of(series)
    for index, panel in enumerate(panels):
        axes, own = sheet[index], frame[frame["panel"] == panel]
        for one in series:
            draw(axes, own[own["series"].astype(str) == one].sort_values("x", kind="stable"), given[one])
        mark_reference(axes, reference_of(own, None), upright=False)
        letter(axes, index, titles[index])
        if doubling:
            _double(axes, sorted(own["x"].unique()))
        if index >= len(panels) - side_by_side:
            axes.set_xlabel(texts.of("x", language))
    finish(figure, texts, language, series)
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
