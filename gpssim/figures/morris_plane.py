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
from gpssim.figures.panels import empty, note
from gpssim.figures.parameter_names import parameter_names
from gpssim.figures.sensitivity_panels import contrasts_shown, more_note, of_design, panels, sheet
from gpssim.figures.style import BLUE, FAINT, INK, QUIET
from gpssim.figures.words import word
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

NAMED, LEAST, SMALL = 12, 3, 0.08
"""Most and fewest parameters of a panel that have a number, and the part of the largest effect that is too small for one."""
LETTERS: Final = 25
"""Letters of a line of the key."""


def frame(results: Results) -> pd.DataFrame:
    """Effects on each difference between policies that is asked about."""
    return contrasts_shown(results, morris)


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A panel a difference, a dot a parameter; the most important have numbers, and names in the key beside the panel."""
    figure, axes = sheet(data, language, lambda rows: 0.0 * len(rows) + 2.15)
    if not axes:
        return figure
    for own, (_, rows) in zip(axes, panels(data), strict=True):
        _panel(own, rows, language)
    note(
        figure,
        [
            word("bootstrap_walks", language, n=int(data["n"].min())),
            word("above_the_line", language),
            *more_note(data, language),
        ],
        language,
    )
    return figure


def _panel(axes: Axes, rows: pd.DataFrame, language: Language) -> None:
    if not rows["mu_star"].max() > 0:
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
    axes.set(xlim=(0, 1.08 * float(rows["mu_star_high"].max())), ylim=(0, 1.08 * float(rows["sigma_high"].max())))
    axes.locator_params(nbins=5)
    axes.set_xlabel(word("mu_star", language))
    axes.set_ylabel(word("sigma", language))
    place_labels(axes, top[["mu_star", "sigma"]].to_numpy(), rows[["mu_star", "sigma"]].to_numpy())
    _key(axes, rows, language)


def _numbered(rows: pd.DataFrame) -> int:
    """How many parameters have a number: rows come by the size of their effect."""
    large = int((rows["mu_star"] >= SMALL * rows["mu_star"].max()).sum())
    return min(NAMED, max(LEAST, large), len(rows))


def _key(axes: Axes, rows: pd.DataFrame, language: Language) -> None:
    """Numbers and names beside the panel, and how many have none."""
    called, n = parameter_names(rows["parameter"], language), _numbered(rows)
    lines = [f"{k}  " + folded(called[path], LETTERS).replace("\n", "\n     ") for k, path in enumerate(rows["parameter"][:n], 1)]
    left = len(rows) - len(lines)
    if left:
        most = np.format_float_positional(float(rows["mu_star"].iloc[n:].max()), precision=2, fractional=False, trim="-")
        lines.append(folded(word("more_parameters", language, n=left, most=most), LETTERS))
    axes.annotate("\n".join(lines), (1.03, 1.0), xycoords="axes fraction", va="top", fontsize=5.8, color=INK, linespacing=1.15)
    axes.grid(axis="both", color=FAINT)


FIGURE: Final = FigureKind("morris_plane", "Elementary effects", "基本效应", frame, plot, only=of_design(DESIGN))
