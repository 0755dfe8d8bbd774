"""Chart: what is best in each cell of a grid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from gpssim.figures.charts.sheets import LETTER_OF_PANEL, LINE, finish, unique
from gpssim.figures.charts.texts import Texts
from gpssim.figures.legends import HALVES_PER_INCH, folded, legend
from gpssim.figures.panels import Sheet, letter, rows_of
from gpssim.figures.style import TWO_COLUMNS, looks
from gpssim.texts.text import Language

LABELS: Final = 0.6
"""Width of what stands left of the panels, inches."""
HATCH: Final = "//////"
"""Over what is not sure."""


def areas(frame: pd.DataFrame, texts: Texts, language: Language) -> Figure:
    """What is best in each cell of a grid.

    Parameters
    ----------
    frame : columns ``down, panel, x, y, best, sure``; cells are hatched where ``sure`` is false.
    texts : title, note and words of the chart, in both languages.
    language : ``en`` or ``zh``.

    Returns
    -------
    A matplotlib ``Figure`` in the house style, not saved.
    """
    rows_, panels, kinds = unique(frame, "down"), unique(frame, "panel"), sorted(set(frame["best"]))
    comma, room = "，" if language == "zh" else ", ", int(HALVES_PER_INCH * (TWO_COLUMNS - LABELS) / len(panels)) - LETTER_OF_PANEL
    titles = [[folded(texts.of(down, language) + comma + texts.of(panel, language), room) for panel in panels] for down in rows_]
    tallest = max(title.count("\n") for across in titles for title in across)
    figure = Sheet(TWO_COLUMNS, 0.9 + (1.6 + LINE * tallest) * len(rows_))
    sheet: Any = figure.subplots(len(rows_), len(panels), squeeze=False, sharex=True, sharey=True)
    colors = {kind: look.color for kind, look in looks(kinds).items()}
    for (i, down), (j, panel) in ((a, b) for a in enumerate(rows_) for b in enumerate(panels)):
        axes = sheet[i, j]
        _fill(axes, frame[(frame["down"].astype(str) == down) & (frame["panel"].astype(str) == panel)], colors)
        letter(axes, i * len(panels) + j, titles[i][j])
    for axes in sheet[-1]:
        axes.set_xlabel(texts.of("x", language))
    for axes in sheet[:, 0]:
        axes.set_ylabel(texts.of("y", language))
    legend(figure, [Patch(color=colors[kind], alpha=0.75, lw=0, label=texts.of(kind, language)) for kind in kinds])
    finish(figure, texts, language, ())
    return figure


def _fill(axes: Axes, cells: pd.DataFrame, colors: Mapping[str, str]) -> None:
    """A rectangle for each cell of one panel."""
    xs, ys = sorted(set(cells["x"])), sorted(set(cells["y"]))
    for cell in rows_of(cells):
        place = (xs.index(cell.x) - 0.5, ys.index(cell.y) - 0.5)
        axes.add_patch(Rectangle(place, 1, 1, facecolor=colors[cell.best], alpha=0.75, lw=0))
        if not cell.sure:
            axes.add_patch(Rectangle(place, 1, 1, facecolor="none", edgecolor="white", hatch=HATCH, lw=0))
    axes.set(xlim=(-0.5, len(xs) - 0.5), ylim=(-0.5, len(ys) - 0.5))
    axes.set_xticks(range(len(xs)), [f"{x:g}" for x in xs])
    axes.set_yticks(range(len(ys)), [f"{y:g}" for y in ys])
    axes.grid(visible=False)
