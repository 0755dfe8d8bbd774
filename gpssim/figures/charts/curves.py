"""Charts over a number: means with bars or bands, and single histories beside their mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import NullLocator
from matplotlib.transforms import ScaledTranslation

from gpssim.figures.charts.sheets import (
    LINE,
    across_of,
    finish,
    look_of,
    mark_reference,
    reference_of,
    say_if_empty,
    steady,
    titled,
    unique,
)
from gpssim.figures.charts.texts import Texts
from gpssim.texts.text import Language

FEW: Final = 12
"""Values of x up to which every mean has a bar of its own, beside those of other series; where there are more, bands."""
MOST_TICKS: Final = 5
"""Steps of an axis, whatever its length: labels that change while panels are laid out would be cut off."""
APART, POINTS_PER_INCH = 3.2, 72.0
"""Points between the marks of two series at the same x."""
EDGE: Final = 0.08
"""Least margin beside the first and the last x, a part of their distance."""
SHOWN: Final = 0.8
"""Part of a panel's place that its axes take at least, labels aside."""
MARK: Final = 3.0
"""Room for half a mark beside the axis, points."""
WIDEST, NARROWEST = 2.4, 1.1
"""Widths of the first and the last of several curves, points: one that runs over another leaves its edges to be seen."""


def lines(frame: pd.DataFrame, texts: Texts, language: Language, doubling: bool = False) -> Figure:
    """Means with intervals over ``x``, from columns ``panel, series, x, mean, low, high[, reference]``; three panels side by
    side. Intervals are bars, beside each other where several series meet at an x; bands where there are more than twelve x.

    Parameters
    ----------
    frame : ``reference`` is where a panel's level line lies, missing for none.
    texts : title, note and words of the chart, in both languages; the word ``x`` names the axis of all panels, ``x PANEL`` that
        of one.
    language : ``en`` or ``zh``.
    doubling : ``x`` doubles from one value to the next: equal steps, a tick at each.

    Returns
    -------
    A matplotlib ``Figure`` in the house style, not saved.
    """
    draw = _bars if frame["x"].nunique() <= FEW else _band
    figure = _panels(frame, texts, language, 1.6, draw)
    for axes in figure.axes if doubling else ():
        _double(axes, sorted(frame["x"].unique()), _margin(axes, frame["series"].nunique()))
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
    """Every series of every panel, drawn one way; ``x`` is named below the lowest panels, or below each that has its own name."""
    panels, look = unique(frame, "panel"), look_of(unique(frame, "series"))
    side_by_side, own_names = across_of(len(panels)), texts.names_of_x(panels)
    below = texts.titles_of([own_names.get(panel, "x") for panel in panels], language, side_by_side)
    tall = LINE * (1 + max(one.count("\n") for one in below)) if own_names else 0.0
    figure, sheet = titled(texts.titles_of(panels, language, side_by_side), height + tall, 0.7)
    for index, panel in enumerate(panels):
        own, axes = frame[frame["panel"].astype(str) == panel], sheet[index]
        for place, (one, its) in enumerate(look.items()):
            data = own[own["series"].astype(str) == one].sort_values("x", kind="stable")
            draw(axes, data, its, 2 * place / (len(look) - 1) - 1 if len(look) > 1 else 0.0, len(look))
        mark_reference(axes, reference_of(own, None), upright=False)
        axes.locator_params(nbins=MOST_TICKS)
        steady(axes, "y")
        say_if_empty(axes, own, language)
        if own_names or index >= len(panels) - side_by_side:
            axes.set_xlabel(below[index])
    if not own_names:
        _same_x(sheet[: len(panels)])
    return figure


def _same_x(sheet: Sequence[Axes]) -> None:
    """Panels over one x reach equally far, whatever is missing in some of them."""
    ends = np.array([axes.get_xlim() for axes in sheet if np.isfinite(axes.dataLim.intervalx).all()])
    for axes in sheet if len(ends) else ():
        axes.set_xlim(ends[:, 0].min(), ends[:, 1].max())


def _bars(axes: Axes, data: pd.DataFrame, look: Any, place: float, n: int) -> None:
    """A mark with an upright bar for each mean, moved aside by its place among ``n`` series, from -1 to 1."""
    sheet: Any = axes.get_figure(root=True)
    aside = ScaledTranslation(place * APART * (n - 1) / 2 / POINTS_PER_INCH, 0, sheet.dpi_scale_trans)
    moved = axes.transData + aside
    x = data["x"].to_numpy(float)
    ends, gaps = data[["low", "high"]].to_numpy(float), np.full((len(data), 1), np.nan)
    upright = (np.repeat(x, 3), np.hstack([ends, gaps]).ravel())
    axes.add_artist(Line2D(*upright, color=look.color, lw=1.0, alpha=0.75, transform=moved, zorder=2))
    marks = {"color": look.color, "ls": look.line, "marker": look.marker, "lw": 1.0}
    axes.add_artist(Line2D(x, data["mean"].to_numpy(float), transform=moved, zorder=3, **marks))
    _make_room(axes, data, n)


def _band(axes: Axes, data: pd.DataFrame, look: Any, place: float, _: int) -> None:
    axes.fill_between(data["x"], data["low"], data["high"], color=look.color, alpha=0.16, lw=0)
    axes.plot(data["x"], data["mean"], color=look.color, ls=look.line, lw=_width(place), zorder=3)


def _thin_and_thick(axes: Axes, data: pd.DataFrame, look: Any, place: float, _: int) -> None:
    for _run, one in data.groupby("replication"):
        axes.plot(one["x"], one["value"], color=look.color, lw=0.5, alpha=0.35)
    mean = data[data["replication"].isna()]
    axes.plot(mean["x"], mean["value"], color=look.color, ls=look.line, lw=_width(place), zorder=3)


def _width(place: float) -> float:
    return WIDEST - (WIDEST - NARROWEST) * (place + 1) / 2


def _margin(axes: Axes, n: int) -> float:
    """The margin of x that holds the marks of ``n`` series aside of their place, a part of the distance of the first and last."""
    sheet: Any = axes.get_figure(root=True)
    aside = APART * (n - 1) / 2 + MARK
    width: float = POINTS_PER_INCH * sheet.get_figwidth() / axes.get_gridspec().ncols * SHOWN  # type: ignore[union-attr]  # a grid it has
    return float(max(EDGE, aside / max(width - 2 * aside, aside)))


def _make_room(axes: Axes, data: pd.DataFrame, n: int) -> None:
    """The axes reach over what is drawn aside of its place, too: a small margin of x beyond the usual one."""
    heights = data[["mean", "low", "high"]].to_numpy(float)
    points = np.column_stack([np.tile(data["x"].to_numpy(float), 3), heights.T.ravel()])
    axes.update_datalim(points[np.isfinite(points).all(axis=1)])
    axes.margins(x=_margin(axes, n))
    axes.autoscale_view()


def _double(axes: Axes, values: list[float], margin: float) -> None:
    axes.set_xscale("log", base=2)
    beyond = max(values[-1] / values[0], 2.0) ** margin  # one value alone has room, too
    axes.set_xlim(values[0] / beyond, values[-1] * beyond)
    axes.set_xticks(values, [f"{value:g}" for value in values])
    axes.xaxis.set_minor_locator(NullLocator())
