"""Figure: what each parameter does alone, the largest effect first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from gpssim.analysis.sensitivity.one_at_a_time import DESIGN, one_at_a_time
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import legend
from gpssim.figures.panels import across, empty, note, rows_of
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
from gpssim.figures.style import INK, ORANGE, SKY
from gpssim.figures.words import word
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

ENDS: Final = {"low": (SKY, -0.18), "high": (ORANGE, 0.18)}
"""Color and offset from the row."""


def frame(results: Results) -> pd.DataFrame:
    """Effects on each difference between policies that is asked about, at both ends of each parameter's range."""
    found = contrasts_shown(results, one_at_a_time)
    if len(found):
        found = found[found["end"] != ""].reset_index(drop=True)
        found["value"] = [_written(value) for value in found["value"]]
    return found


def _written(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A panel a difference, a row a parameter, a bar for each end of its range with the value that it has there."""
    figure, axes = sheet(data, language, lambda rows: 1.25 * row_heights(rows))
    if not axes:
        return figure
    for own, (_, rows) in zip(axes, panels(data), strict=True):
        _panel(own, rows, language)
        own.set_xlabel(word("effect_of_parameter", language))
    legend(figure, [Patch(color=ENDS[end][0], label=word(f"{end}_end", language)) for end in ENDS])
    n = int(data["n"].min())
    told = word("one_at_a_time_note" if n > 1 else "one_at_a_time_bare", language, n=n)
    note(figure, [told, *more_note(data, language)], language)
    return figure


def _panel(axes: Axes, rows: pd.DataFrame, language: Language) -> None:
    if rows["effect"].isna().all():
        empty(axes, language)
        return
    shown, left = rows_shown(rows)
    places = {path: y for y, path in enumerate(shown)}
    for row in rows_of(rows[rows["parameter"].isin(shown)]):
        color, offset = ENDS[row.end]
        y = places[row.parameter] + offset
        axes.barh(y, row.effect, height=0.34, color=color)
        axes.plot([row.low, row.high], [y, y], color=INK, lw=0.7)
        _say(axes, row, y)
    most = float(rows.loc[rows["parameter"].isin(left), "effect"].abs().max()) if left else 0.0
    name_rows(axes, rows, word("more_parameters", language, n=len(left), most=f"{most:.2g}"), language)
    axes.axvline(0, color=INK, lw=0.6)
    axes.margins(x=0.14)
    axes.locator_params(axis="x", nbins=5)
    across(axes)


def _say(axes: Axes, row: Any, y: float) -> None:
    """The parameter's value behind the end of the bar or of its interval."""
    side = -1 if row.effect < 0 else 1
    ends = [end for end in (row.effect, row.low, row.high) if np.isfinite(end)]
    at = min([0.0, *ends]) if side < 0 else max([0.0, *ends])
    axes.annotate(
        row.value, (at, y), (3 * side, 0), textcoords="offset points", va="center", fontsize=5.2, ha="right" if side < 0 else "left"
    )


FIGURE: Final = FigureKind("tornado", "One parameter at a time", "逐一变动各参数", frame, plot, only=of_design(DESIGN))
