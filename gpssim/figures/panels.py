"""What panels share: the years axis, bands, intervals, letters, one legend for all, a note below, the words for a panel without data."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from gpssim.figures.fonts import Language
from gpssim.figures.style import QUIET, SHADE, Look, looks
from gpssim.figures.words import name, word

TRANSITION_MONTHS = 36


def years_axis(axes: Axes, last_month: float, language: Language, label: bool = True) -> None:
    """Time in years: the switch of policy marked at 0, the transition period lightly shaded, whole years where there is room."""
    last = max(float(last_month), 1.0) / 12
    axes.axvspan(0, min(TRANSITION_MONTHS / 12, last), color=SHADE, lw=0, zorder=0)
    axes.axvline(0, color=QUIET, lw=0.8, zorder=1)
    axes.set_xlim(-0.03 * last, last * 1.02)
    step = next((step for step in (0.25, 0.5, 1, 2, 5, 10, 20) if last / step <= 5.5), 50)
    axes.set_xticks(np.arange(0, last + 0.01, step))
    if label:
        axes.set_xlabel(word("years_since_switch", language))


def line_with_band(axes: Axes, frame: pd.DataFrame, look: Look, every: int = 0) -> None:
    """A mean over time with its interval, from columns ``month, mean, low, high``; markers about six to a line, so that they stay apart."""
    years = frame["month"] / 12
    step = every or max(1, len(frame) // 6)
    axes.fill_between(years, frame["low"], frame["high"], color=look.color, alpha=0.18, lw=0)
    axes.plot(years, frame["mean"], color=look.color, ls=look.line, marker=look.marker, markevery=(step // 2, step), zorder=3)


def policy_legend(figure: Figure, policies: Sequence[str], language: Language, line: bool = True) -> None:
    """One legend for the whole figure, above the panels; none for a single policy, which the note names."""
    given = looks(policies)
    handles = [
        Line2D([], [], color=given[p].color, ls=given[p].line if line else "none", marker=given[p].marker, label=name(p, language))
        for p in policies
    ]
    columns = len(handles) if figure.get_figwidth() > 5 else 2
    figure.legend(handles=handles, loc="outside upper left", ncols=min(columns, 4), borderaxespad=0.2, columnspacing=1.6)


def note(figure: Figure, sentences: Sequence[str], language: Language) -> None:
    """What the reader must know to read the figure, in small print below it, wrapped to its width."""
    text, per_line = (" ".join(sentences), 23.0) if language == "en" else ("".join(sentences), 11.5)
    figure.supxlabel("\n".join(wrap(text, int(figure.get_figwidth() * per_line))), x=0.008, ha="left", fontsize=6.5, color=QUIET)


def letter(axes: Axes, index: int, title: str) -> None:
    """A panel's title after its letter, as journals ask for."""
    axes.set_title(f"{'abcdefghijklmnopqrstuvwxyz'[index % 26]}  {title}")


def not_defined(axes: Axes, language: Language) -> None:
    """A panel without data says so instead of standing empty."""
    axes.text(0.5, 0.5, word("not_defined", language), transform=axes.transAxes, ha="center", va="center", color=QUIET)
    axes.set_yticks([])


def dots(axes: Axes, data: pd.DataFrame, policies: Sequence[str]) -> None:
    """Means as dots with their intervals across, from columns ``policy, y, mean, low, high``."""
    given = looks(policies)
    for row in data.itertuples():
        look = given[str(row.policy)]
        axes.plot([row.low, row.high], [row.y, row.y], color=look.color, lw=1.1)
        axes.plot(row.mean, row.y, color=look.color, marker=look.marker, ls="none", ms=4)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x")
    axes.tick_params(axis="y", length=0)
