"""Chart: how far behind the best each column is in each row, on one page however many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, PowerNorm
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from gpssim.figures.charts.sheets import finish, unique
from gpssim.figures.charts.texts import Texts
from gpssim.figures.legends import halves, legend
from gpssim.figures.panels import Sheet
from gpssim.figures.style import BLUE, INK, TWO_COLUMNS
from gpssim.texts.text import Language

ROW, HEAD, FOOT = 0.185, 0.45, 0.75
"""Heights, inches: of a row; of legend and ends; of the scale below and the note."""
LETTER: Final = 0.052
"""Width of a letter of the names over the columns, inches."""
MARKS: Final = {"best": ("*", 6.5, INK), "close": (".", 3.0, INK), "marked": ("s", 8.5, "none")}
"""Marker, size and fill: of the best, of what its interval does not tell from it, of what is pointed out."""


def matrix(frame: pd.DataFrame, texts: Texts, language: Language) -> Figure:
    """Values in cells, dark where they are far below 0, from columns ``row, column, mean, low, high, marked``.

    Parameters
    ----------
    frame : a row a cell: how far behind the best of its row, at most 0, with its interval; ``marked`` points a cell out.
    texts : the words ``best``, ``close``, ``marked`` say what the marks are, ``scale`` what the color is.
    language : ``en`` or ``zh``.

    Returns
    -------
    A matplotlib ``Figure`` in the house style, not saved.
    """
    rows, columns = unique(frame, "row"), unique(frame, "column")
    names = [texts.of(column, language) for column in columns]
    tall = HEAD + FOOT + ROW * len(rows) + LETTER * max(halves(one) for one in names)
    figure = Sheet(TWO_COLUMNS, tall)
    axes: Any = figure.subplots()
    image = axes.imshow(_values(frame, rows, columns), cmap=_shades(), norm=PowerNorm(0.5, 0, _darkest(frame)), aspect="auto")
    _mark(axes, frame, rows, columns)
    axes.set_yticks(range(len(rows)), [texts.of(row, language) for row in rows])
    axes.set_xticks(range(len(columns)), names, rotation=90)
    axes.tick_params(length=0, top=False, labeltop=True, bottom=False, labelbottom=False)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    scale = figure.colorbar(image, ax=axes, location="bottom", shrink=0.5, aspect=40, pad=0.01)
    scale.set_label(texts.of("scale", language))
    scale.outline.set_visible(False)
    legend(figure, [_handle(kind, texts.of(kind, language)) for kind in MARKS])
    finish(figure, texts, language, ())
    return figure


def _values(frame: pd.DataFrame, rows: list[str], columns: list[str]) -> np.ndarray:
    """How far behind, 0 and up, shape (rows, columns); missing where there is no such cell."""
    wide = frame.pivot(index="row", columns="column", values="mean").reindex(index=rows, columns=columns)
    return -wide.to_numpy(float) + 0.0


def _darkest(frame: pd.DataFrame) -> float:
    """Where the scale ends: at the largest value but for one in fifty, which would take all shades for itself."""
    return float((-frame["mean"]).quantile(0.98)) or 1.0


def _shades() -> LinearSegmentedColormap:
    return LinearSegmentedColormap.from_list("behind", ["white", BLUE])


def _mark(axes: Axes, frame: pd.DataFrame, rows: Sequence[str], columns: Sequence[str]) -> None:
    """The marks of every cell."""
    at = frame.assign(x=frame["column"].map(columns.index), y=frame["row"].map(rows.index))
    best = at["mean"] == at.groupby("row")["mean"].transform("max")
    chosen = {"best": best, "close": ~best & (at["high"] >= 0), "marked": at["marked"].astype(bool)}
    for kind, which in chosen.items():
        marker, size, fill = MARKS[kind]
        axes.plot(
            at["x"][which], at["y"][which], ls="none", marker=marker, ms=size, mfc=fill, mec=INK, mew=0.8 if fill == "none" else 0
        )


def _handle(kind: str, label: str) -> Line2D:
    marker, size, fill = MARKS[kind]
    return Line2D([], [], ls="none", marker=marker, ms=size, mfc=fill, mec=INK, mew=0.8 if fill == "none" else 0, label=label)
