"""Figure: elementary effects, their mean size against their spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.analysis.sensitivity.morris import DESIGN, morris
from gpssim.figures.kind import FigureKind
from gpssim.figures.label_places import place_labels
from gpssim.figures.legends import folded
from gpssim.figures.panels import empty, note, rows_of
from gpssim.figures.parameter_names import parameter_names
from gpssim.figures.sensitivity_panels import contrasts_shown, more_note, of_design, panels, sheet
from gpssim.figures.short_numbers import short, short_ticks
from gpssim.figures.style import BLUE, FAINT, INK, QUIET
from gpssim.figures.words import word
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

NAMED, LEAST, SMALL = 12, 3, 0.08
"""Most and fewest parameters of a panel that have a number, and the part of the largest effect that is too small for one."""
LETTERS: Final = 25
"""Letters of a line of the key."""
KEY, LINE_OF_KEY = 5.8, 0.1
"""Points of the key; height of a line of it, inches."""
TALL: Final = 2.15
"""Least height of a panel, inches."""


def frame(results: Results) -> pd.DataFrame:
    """Effects on each difference between policies that is asked about."""
    return contrasts_shown(results, morris)


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A panel a difference, a dot a parameter; the most important have numbers, and names in the key beside the panel."""
    figure, axes = sheet(data, language, lambda rows: _tall(rows, language))
    if not axes:
        return figure
    given = [rows for _, rows in panels(data)]
    for own, rows in zip(axes, given, strict=True):
        _panel(own, rows, language)
    said = [word("bootstrap_walks", language, n=int(data["n"].min())), word("above_the_line", language)]
    note(figure, [*said, *more_note(data, language)], language)
    figure.draw_without_rendering()  # numbers are placed on the page, so it is laid out first
    for own, rows in zip(axes, given, strict=True):
        _number(own, rows)
    return figure


def _defined(rows: pd.DataFrame) -> bool:
    return bool(rows["mu_star"].max() > 0)


def _panel(axes: Axes, rows: pd.DataFrame, language: Language) -> None:
    if not _defined(rows):
        empty(axes, language)
        return
    n = _numbered(rows)
    top, rest = rows.iloc[:n], rows.iloc[n:]
    end = 1.08 * float(rows[["mu_star_high", "sigma_high"]].max().max())
    axes.plot([0, end], [0, end], color=QUIET, lw=0.6, ls=(0, (4, 2)), zorder=1)
    axes.hlines(top["sigma"], top["mu_star_low"], top["mu_star_high"], color=BLUE, lw=0.6, alpha=0.6)
    axes.vlines(top["mu_star"], top["sigma_low"], top["sigma_high"], color=BLUE, lw=0.6, alpha=0.6)
    axes.plot(rest["mu_star"], rest["sigma"], "o", ms=2.2, color=QUIET, mec="none", alpha=0.7)
    axes.plot(top["mu_star"], top["sigma"], "o", ms=3.2, color=BLUE, mec="white", mew=0.3, zorder=3)
    axes.set(xlim=(0, 1.08 * float(rows["mu_star_high"].max())), ylim=(0, 1.08 * float(rows["sigma_high"].max()) or 1.0))
    short_ticks(axes, "x", "y", most=4)
    axes.set_xlabel(word("mu_star", language))
    axes.set_ylabel(word("sigma", language))
    axes.annotate(
        "\n".join(_key(rows, language)), (1.03, 1.0), xycoords="axes fraction", va="top", fontsize=KEY, color=INK, linespacing=1.15
    )
    axes.grid(axis="both", color=FAINT)


def _number(axes: Axes, rows: pd.DataFrame) -> None:
    """Numbers beside the dots, clear of intervals and of the line where there is room."""
    if not _defined(rows):
        return
    end = max(axes.get_xlim()[1], axes.get_ylim()[1])
    lines = [np.array([[0.0, 0.0], [end, end]])]
    for row in rows_of(rows.iloc[: _numbered(rows)]):
        lines.append(np.array([[row.mu_star_low, row.sigma], [row.mu_star_high, row.sigma]]))
        lines.append(np.array([[row.mu_star, row.sigma_low], [row.mu_star, row.sigma_high]]))
    dots = rows[["mu_star", "sigma"]].to_numpy()
    place_labels(axes, dots[: _numbered(rows)], dots, lines)


def _numbered(rows: pd.DataFrame) -> int:
    """How many parameters have a number: rows come by the size of their effect."""
    large = int((rows["mu_star"] >= SMALL * rows["mu_star"].max()).sum())
    return min(NAMED, max(LEAST, large), len(rows))


def _key(rows: pd.DataFrame, language: Language) -> list[str]:
    """Numbers and names beside the panel, and how many have none."""
    called, n = parameter_names(rows["parameter"], language), _numbered(rows)
    lines = [f"{k}  " + folded(called[path], LETTERS).replace("\n", "\n     ") for k, path in enumerate(rows["parameter"][:n], 1)]
    left = len(rows) - n
    if left:
        most = short(float(rows["mu_star"].iloc[n:].max()), 2)
        lines.append(folded(word("more_parameters", language, n=left, most=most), LETTERS))
    return lines


def _tall(rows: pd.DataFrame, language: Language) -> float:
    """Height that holds the key."""
    return max(TALL, LINE_OF_KEY * ("\n".join(_key(rows, language)).count("\n") + 1)) if _defined(rows) else TALL


FIGURE: Final = FigureKind("morris_plane", "Elementary effects", "基本效应", frame, plot, only=of_design(DESIGN))
