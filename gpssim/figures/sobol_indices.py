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
from gpssim.figures.sensitivity_panels import Bars, barred, contrasts_shown, of_design, row_heights
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
    handles = [Patch(color=BLUE, label=word("first_index", language)), Patch(color=LIGHT, label=word("total_index", language))]
    return barred(data, BARS, handles, lambda n: word("bootstrap_blocks", language, n=n), language)


def _draw(axes: Axes, rows: pd.DataFrame, shown: list[str], _: Language) -> None:
    top = rows.iloc[: len(shown)]
    y = np.arange(len(shown))
    axes.barh(y, top["total"], height=0.72, color=LIGHT)
    axes.barh(y, top["first"], height=0.36, color=BLUE)
    for kind, offset in (("total", 0.27), ("first", 0.0)):
        line: dict[str, Any] = {"color": INK, "lw": 0.7}
        axes.hlines(y + offset, top[f"{kind}_low"], top[f"{kind}_high"], **line)


def _most(value: float) -> str:
    """Rounded up: it is an upper bound."""
    return f"{max(0.01, np.ceil(100 * value) / 100):.2f}"


BARS: Final = Bars("total", _draw, row_heights, _most, "share_of_variance")
FIGURE: Final = FigureKind("sobol_indices", "Sobol' indices", "Sobol 指数", frame, plot, only=of_design(DESIGN))
