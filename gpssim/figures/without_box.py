"""Where no box of worlds is found: where the worlds of each sign lie, and how the difference goes with what it goes with most."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from gpssim.analysis.discovery import Cases
from gpssim.analysis.discovery.turning import leaning_parameters
from gpssim.figures.legends import folded
from gpssim.figures.panels import across, rows_of
from gpssim.figures.parameter_names import parameter_names
from gpssim.figures.sensitivity_panels import names
from gpssim.figures.short_numbers import short_ticks
from gpssim.figures.style import BLUE, FAINT, INK, VERMILLION
from gpssim.figures.words import unit_of, word
from gpssim.texts.text import Language, in_brackets

LEANING: Final = "leaning"
"""What ``part`` is in rows of parameters that go with the difference."""
MOST: Final = 5
"""Parameters that are shown."""
COLORS: Final = {True: (BLUE, "o"), False: (VERMILLION, "x")}
"""Of worlds in which a policy wins, and of the others."""
HALF, PALE, OFF = 3.5, 0.4, 0.16
"""Points of the bar of a middle half, how strong its color is, and how far it lies from the middle of its row."""
SMALL: Final = 5.6
ACROSS: Final = 30
"""Letters in a line beside an axis of the panel on the right."""


def leaning(cases: Cases, most_worlds: int) -> pd.DataFrame:
    """The parameters that go most with the difference, and the worlds by the first of them and the difference."""
    found = leaning_parameters(cases).head(MOST).assign(part=LEANING)
    first = cases.points[found["parameter"].iloc[0]]
    worlds = pd.DataFrame({"part": "world", "x": first, "y": cases.difference, "won": cases.wins, "world": cases.points.index})
    return pd.concat([found, worlds.head(most_worlds)])


def height_of_leaning(rows: pd.DataFrame, letters: int, line: float) -> float:
    """Inches: as many lines each as the longest name takes in either language, at least two."""
    called = [folded(one, letters).count("\n") + 1 for path in rows["parameter"] for one in names(path, rows)]
    return 0.25 + (0.12 + line * max([2, *called])) * len(rows)


def plot_leaning(panels: tuple[Axes, Axes], rows: pd.DataFrame, worlds: pd.DataFrame, letters: int, language: Language) -> None:
    """Left a row a parameter, with the middle half of the worlds of each sign; right the differences along the first one."""
    left, right = panels
    across(left)
    left.set(xlim=(0, 1), xticks=[0, 0.5, 1], xlabel=word("part_of_range", language))
    for y, row in enumerate(rows_of(rows)):
        left.barh(y, 1, color=FAINT, height=0.62)
        _halves(left, row, y)
        left.annotate(_told(row), (1, y), (3, 0), textcoords="offset points", va="center", fontsize=SMALL, color=INK)
    called = parameter_names(rows["parameter"], language)
    said = [folded(called[path], letters) for path in rows["parameter"]]
    left.set_yticks(range(len(said)), said, fontsize=6.5, linespacing=1.1)
    left.set_ylim(len(said) - 0.4, -0.6)
    _differences(right, rows, worlds, language)


def _halves(axes: Axes, row: Any, y: float) -> None:
    """The worlds that are won above, the others below: from a quarter of them to three quarters, with a mark at their median."""
    wide = (row.range_high - row.range_low) or 1.0
    for sign, won, side in (("wins", True, -OFF), ("loses", False, OFF)):
        low, median, high = ((getattr(row, f"{sign}_{part}") - row.range_low) / wide for part in ("low", "median", "high"))
        if np.isfinite(median):
            color, marker = COLORS[won]
            axes.plot([low, high], [y + side] * 2, color=color, lw=HALF, alpha=PALE, solid_capstyle="butt")
            axes.plot(median, y + side, color=color, marker=marker, ls="none", ms=3.2, mew=0.9)


def _told(row: Any) -> str:
    if row.correlation != row.correlation:
        return ""
    p = "p < 0.001" if row.p_adjusted < 0.001 else f"p = {row.p_adjusted:.2g}"
    return f"ρ = {row.correlation:.2f}\n{p}".replace("-", "−")


def _differences(axes: Axes, rows: pd.DataFrame, worlds: pd.DataFrame, language: Language) -> None:
    for won, (color, marker) in COLORS.items():
        own = worlds[worlds["won"].astype(bool) == won]
        axes.plot(own["x"], own["y"], color=color, marker=marker, ls="none", ms=2.2, mew=0.6, alpha=0.8)
    axes.axhline(0, color=INK, lw=0.6)
    first = rows.iloc[0]
    axes.set_xlabel(folded(parameter_names(rows["parameter"], language)[first["parameter"]], ACROSS))
    axes.set_ylabel(folded(in_brackets(word("difference_axis", language), unit_of(first["outcome"], language), language), ACROSS))
    axes.grid(visible=False)
    short_ticks(axes, "x", "y", most=4)
