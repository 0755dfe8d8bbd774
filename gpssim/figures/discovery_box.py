"""Figure: the box of worlds in which one policy beats another, over the ranges that were looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.analysis.discovery.boxes import box_table
from gpssim.analysis.discovery.cases import fills
from gpssim.figures.kind import FigureKind
from gpssim.figures.panels import note, rows_of
from gpssim.figures.sensitivity_panels import contrasts_shown, more_note, name_rows, panels, row_heights, rows_shown, sheet
from gpssim.figures.style import BLUE, FAINT, INK, QUIET
from gpssim.figures.words import word
from gpssim.texts.names import name
from gpssim.texts.numbers import percent
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results


def fits(results: Results) -> bool:
    """Whether there are worlds enough that fill their ranges, and two policies."""
    return len(results.policies) > 1 and fills(results)


def frame(results: Results) -> pd.DataFrame:
    """The box of each difference that is asked about."""
    return contrasts_shown(results, box_table)


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A panel a difference, a row for each parameter that the box limits: all that was looked at, and the part in the box."""
    figure, axes = sheet(data, language, lambda rows: 1.15 * row_heights(rows) + 0.3)
    if not axes:
        return figure
    given = list(panels(data))
    most = max(len(rows_shown(rows)[0]) for _, rows in given)
    for own, (row, rows) in zip(axes, given, strict=True):
        _panel(own, row, rows, language)
        if own.axison:
            own.set_ylim(most - 0.4, -0.6)  # bars of one height in all panels
    note(figure, [word("box_note", language), *more_note(data, language)], language)
    return figure


def _panel(axes: Axes, row: Any, rows: pd.DataFrame, language: Language) -> None:
    winner = name(row.policy_b, language)
    shares = {key: percent(float(row[key]), language) for key in ("share", "density", "coverage")}
    told = word("wins_in", language, policy=winner, n=int(row.n_worlds), share=shares["share"])
    limited = rows[rows["parameter"] != ""]
    if limited.empty:
        axes.text(0.5, 0.5, word("no_box", language), transform=axes.transAxes, ha="center", va="center", color=QUIET)
        axes.set_axis_off()
        axes.text(0.0, 0.02, told, transform=axes.transAxes, fontsize=6.2, color=INK)
        return
    shown, _ = rows_shown(limited)
    for y, one in enumerate(rows_of(limited.iloc[: len(shown)])):
        wide = one.highest - one.lowest
        low, high = ((end - one.lowest) / wide for end in (one.low, one.high))
        axes.barh(y, 1.0, height=0.4, color=FAINT)
        axes.barh(y, max(high - low, 0.008), left=low, height=0.4, color=BLUE)
        for x, end, side in ((0.0, one.lowest, "left"), (1.0, one.highest, "right")):
            axes.annotate(
                _written(end), (x, y + 0.21), (0, -1), textcoords="offset points", fontsize=5.2, color=QUIET, ha=side, va="top"
            )
        ends = [end for end, free in ((one.low, one.low <= one.lowest), (one.high, one.high >= one.highest)) if not free]
        axes.text(1.03, y, _range(one, ends), va="center", fontsize=5.8, color=INK)
    name_rows(axes, limited, "", language)
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="both")
    axes.spines[:].set_visible(False)
    inside = word("in_the_box", language, density=shares["density"], coverage=shares["coverage"])
    axes.set_xlabel(f"{told}\n{inside}", fontsize=6.2, loc="left")


def _range(one: Any, ends: list[float]) -> str:
    """The limits that bind."""
    if len(ends) == 2:
        return f"{_written(one.low)}–{_written(one.high)}"
    return f"≤ {_written(one.high)}" if one.low <= one.lowest else f"≥ {_written(one.low)}"


def _written(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


FIGURE: Final = FigureKind("discovery_box", "Where a policy wins", "政策何处占优", frame, plot, only=fits)
