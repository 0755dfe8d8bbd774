"""Figure: what each parameter does alone, the largest effect first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from gpssim.analysis.sensitivity.one_at_a_time import DESIGN, one_at_a_time
from gpssim.figures.kind import FigureKind
from gpssim.figures.panels import rows_of
from gpssim.figures.sensitivity_panels import Bars, barred, contrasts_shown, of_design, row_heights, rows_shown
from gpssim.figures.short_numbers import short, short_word
from gpssim.figures.style import INK, ORANGE, SKY
from gpssim.figures.words import word
from gpssim.texts.names import name
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

ENDS: Final = {"low": (SKY, -0.18), "high": (ORANGE, 0.18)}
"""Color and offset from the row."""
VALUE, MOST_LETTERS = 5.6, 12
"""Points of a value, and its most letters."""
ROW: Final = 0.25
"""Least height of a row: two values above each other, inches."""


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
    """A panel a difference, a row a parameter, a bar for each end of its range; the value that it has there beside the bar."""
    handles = [Patch(color=ENDS[end][0], label=word(f"{end}_end", language)) for end in ENDS]

    def told(n: int) -> str:
        return word("one_at_a_time_note" if n > 1 else "one_at_a_time_bare", language, n=n)

    return barred(data, BARS, handles, told, language)


def _draw(axes: Axes, rows: pd.DataFrame, shown: list[str], language: Language) -> None:
    places = {path: y for y, path in enumerate(shown)}
    for row in rows_of(rows[rows["parameter"].isin(shown)]):
        color, offset = ENDS[row.end]
        y = places[row.parameter] + offset
        axes.barh(y, row.effect, height=0.34, color=color)
        axes.plot([row.low, row.high], [y, y], color=INK, lw=0.7)
        beyond: dict[str, Any] = {"xycoords": axes.get_yaxis_transform(), "textcoords": "offset points"}
        axes.annotate(_said(row.value, language), (1, y), (3, 0), va="center", fontsize=VALUE, **beyond)


def _said(value: str, language: Language) -> str:
    """The parameter's value beyond the panel, where no bar reaches: a number, or a name, in few letters."""
    try:
        return short(float(value))
    except ValueError:
        return short_word(name(value, language), MOST_LETTERS)


def _heights(rows: pd.DataFrame) -> float:
    """Two lines of values find room in every row."""
    shown, left = rows_shown(rows)
    return max(1.1 * row_heights(rows), ROW * (len(shown) + bool(left)))


BARS: Final = Bars("effect", _draw, _heights, lambda value: short(value, 2), "effect_of_parameter")
FIGURE: Final = FigureKind("tornado", "One parameter at a time", "逐一变动各参数", frame, plot, only=of_design(DESIGN))
