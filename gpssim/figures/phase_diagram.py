"""Figure: a difference between policies by two parameters, cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from gpssim.analysis.phases import axes_of, phase_cells
from gpssim.figures.charts.maps import HATCH
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import folded, halves, legend
from gpssim.figures.panels import empty, note
from gpssim.figures.parameter_names import parameter_names
from gpssim.figures.sensitivity_panels import contrasts_shown, more_note, panels, sheet
from gpssim.figures.short_numbers import short, short_ticks, short_word
from gpssim.figures.style import BLUE, QUIET, VERMILLION
from gpssim.figures.words import word
from gpssim.texts.names import name
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

HEIGHT: Final = 2.0
"""Of a panel, inches."""
SHADES: Final = LinearSegmentedColormap.from_list("sign", [VERMILLION, "white", BLUE])
MOST_TICKS: Final = 7
LETTERS_OF_TICKS, MOST_LETTERS = 38, 16
"""Letters that find room below a panel, and of the name of a level."""


def fits(results: Results) -> bool:
    """Whether there are two policies, and two parameters with levels."""
    return len(results.policies) > 1 and len(axes_of(results)) > 1


def frame(results: Results) -> pd.DataFrame:
    """The cells of each difference that is asked about."""
    return contrasts_shown(results, phase_cells)


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A panel a difference: blue where it is above 0, red below; hatched where its interval does not leave out 0."""
    figure, axes = sheet(data, language, lambda rows: HEIGHT)
    if not axes:
        return figure
    for own, (_, rows) in zip(axes, panels(data), strict=True):
        _panel(figure, own, rows, language)
    hatched = Patch(facecolor="white", edgecolor=QUIET, hatch=HATCH, lw=0.5, label=word("unsure_sign", language))
    legend(figure, [hatched])
    over = sorted(set(data["over"]))
    note(figure, [*[word(f"phase_over_{one}", language) for one in over], *more_note(data, language)], language)
    return figure


def _panel(figure: Figure, axes: Axes, rows: pd.DataFrame, language: Language) -> None:
    if rows["mean"].isna().all():
        empty(axes, language)
        return
    xs, ys = (_levels(rows[column]) for column in ("x", "y"))
    values, unsure = np.full((len(ys), len(xs)), np.nan), []
    for row in rows.itertuples(index=False):
        place = ys.index(row.y), xs.index(row.x)
        values[place] = row.mean
        if not row.sure:
            unsure.append(Rectangle((place[1] - 0.5, place[0] - 0.5), 1, 1))
    axes.add_collection(PatchCollection(unsure, facecolor="none", edgecolor=QUIET, hatch=HATCH, lw=0))
    most = float(np.nanmax(np.abs(values))) or 1.0
    image = axes.imshow(values, cmap=SHADES, norm=Normalize(-most, most), origin="lower", aspect="auto", interpolation="nearest")
    axes.grid(visible=False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    _name(axes, rows, xs, ys, language)
    scale = figure.colorbar(image, ax=axes, pad=0.02, aspect=18)
    scale.outline.set_visible(False)
    short_ticks(scale.ax, "y")


def _levels(column: pd.Series) -> list[Any]:
    return sorted(set(column), key=lambda value: (isinstance(value, str), value))


def _name(axes: Axes, rows: pd.DataFrame, xs: list[Any], ys: list[Any], language: Language) -> None:
    """The parameters beside the axes, and their levels; every other one where they are many."""
    called = parameter_names([rows["x_path"].iloc[0], rows["y_path"].iloc[0]], language)
    axes.set_xlabel(folded(called[rows["x_path"].iloc[0]], 44))
    axes.set_ylabel(folded(called[rows["y_path"].iloc[0]], 26))
    for put, levels, letters in ((axes.set_xticks, xs, LETTERS_OF_TICKS), (axes.set_yticks, ys, 0)):
        said = [_written(level, language) for level in levels]
        most = min(MOST_TICKS, letters // (max(map(halves, said)) + 2)) if letters else MOST_TICKS
        places = range(0, len(levels), -(-len(levels) // max(most, 1)))
        put(places, [said[place] for place in places])


def _written(level: Any, language: Language) -> str:
    return short_word(name(level, language), MOST_LETTERS) if isinstance(level, str) else short(level, 4)


FIGURE: Final = FigureKind("phase_diagram", "A difference by two parameters", "差值随两个参数的变化", frame, plot, only=fits)
