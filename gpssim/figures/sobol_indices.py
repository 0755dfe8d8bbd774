"""Figure: Sobol' indices, the most important parameters first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from gpssim.analysis.sensitivity.sobol import DESIGN, sobol_indices
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import legend
from gpssim.figures.panels import across, empty, note
from gpssim.figures.sensitivity_panels import (
    contrasts_shown,
    more_note,
    name_rows,
    of_design,
    panels,
    row_heights,
    rows_shown,
    sheet,
)
from gpssim.figures.style import BLUE, INK
from gpssim.figures.words import word
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

LIGHT: Final = "#b8d4e8"
"""Total indices; first-order ones are a dark bar within."""


def frame(results: Results) -> pd.DataFrame:
    """Indices of each difference between policies that is asked about."""
    return contrasts_shown(results, sobol_indices)


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A panel a difference, a row a parameter: a light bar for the total index, a dark one within for the first."""
    figure, axes = sheet(data, language, row_heights)
    if not axes:
        return figure
    for own, (_, rows) in zip(axes, panels(data), strict=True):
        _panel(own, rows, language)
        own.set_xlabel(word("share_of_variance", language))
    legend(
        figure, [Patch(color=BLUE, label=word("first_index", language)), Patch(color=LIGHT, label=word("total_index", language))]
    )
    note(figure, [word("bootstrap_blocks", language, n=int(data["n"].min())), *more_note(data, language)], language)
    return figure


def _panel(axes: Axes, rows: pd.DataFrame, language: Language) -> None:
    if rows["total"].isna().all():
        empty(axes, language)
        return
    shown, left = rows_shown(rows)
    top = rows.iloc[: len(shown)]
    y = np.arange(len(shown))
    axes.barh(y, top["total"], height=0.72, color=LIGHT)
    axes.barh(y, top["first"], height=0.36, color=BLUE)
    for kind, offset in (("total", 0.27), ("first", 0.0)):
        line: dict[str, Any] = {"color": INK, "lw": 0.7}
        axes.hlines(y + offset, top[f"{kind}_low"], top[f"{kind}_high"], **line)
    most = float(rows["total"].iloc[len(shown) :].max()) if left else 0.0
    name_rows(
        axes, rows, word("more_parameters", language, n=len(left), most=f"{max(0.01, np.ceil(100 * most) / 100):.2f}"), language
    )
    axes.axvline(0, color=INK, lw=0.6)
    across(axes)


FIGURE: Final = FigureKind("sobol_indices", "Sobol' indices", "Sobol 指数", frame, plot, only=of_design(DESIGN))
