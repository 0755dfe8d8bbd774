"""What charts share: panels on a sheet, one legend with as many columns as fit, the note."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from gpssim.figures.charts.texts import Texts
from gpssim.figures.panels import Sheet, letter, note
from gpssim.figures.style import BLUE, QUIET, TWO_COLUMNS, Look, looks
from gpssim.figures.words import word
from gpssim.texts.text import Language

ACROSS: Final = 3
"""Most panels side by side."""
ALONE: Final = Look(BLUE, "-", "o")
"""The look of the only series."""
HALVES_PER_INCH: Final = 15.0
"""Latin letters of a legend in an inch; a Chinese character takes the room of two."""
LINE: Final = 0.135
"""Height of a line of a title, inches."""
LINE_OF_LEGEND: Final = 0.16
"""Height of a line of a legend, inches."""
LETTER_OF_PANEL: Final = 3
"""Letters that the one before a panel's title takes."""
SAME: Final = 1e-9
"""Differences that are none, as a share of the values."""
HANDLE: Final = 0.6
"""Width of a legend's mark and gaps, inches."""


def unique(frame: pd.DataFrame, column: str) -> list[str]:
    """The keys of a column in the order in which they come."""
    return [str(key) for key in dict.fromkeys(frame[column])]


def across_of(n: int) -> int:
    """How many of ``n`` panels stand side by side."""
    return 2 if n == ACROSS + 1 else min(ACROSS, n)


def titled(titles: Sequence[str], height: float, rest: float, **shared: Any) -> tuple[Figure, Any]:
    """A sheet with a panel for each title, below a letter where there are several, and its axes as a flat array.

    Parameters
    ----------
    titles : broken into lines.
    height : of a panel without its title, inches.
    rest : height of what stands around the panels, inches.
    shared : as for ``Figure.subplots``.
    """
    across = across_of(len(titles))
    down = -(-len(titles) // across)
    tallest = LINE * max(title.count("\n") + 1 for title in titles)
    figure = Sheet(TWO_COLUMNS, rest + (height + tallest) * down)
    axes: Any = figure.subplots(down, across, squeeze=False, **shared).ravel()
    for index, title in enumerate(titles):
        letter(axes[index], index, title) if len(titles) > 1 else axes[index].set_title(title)
    for spare in axes[len(titles) :]:
        spare.set_axis_off()
    return figure, axes


def look_of(series: Sequence[str]) -> Mapping[str, Look]:
    """A look for each series; one alone is plain."""
    return looks(series) if len(series) > 1 else dict.fromkeys(series, ALONE)


def reference_of(frame: pd.DataFrame, otherwise: float | None) -> float | None:
    """Where a panel's line of comparison lies: its column ``reference``, missing for none."""
    if "reference" not in frame:
        return otherwise
    value = float(frame["reference"].iloc[0]) if len(frame) else float("nan")
    return value if value == value else None


def finish(figure: Figure, texts: Texts, language: Language, series: Sequence[str], marks: str = "both") -> None:
    """Legend of several series, and the note; ``marks`` says whether series are drawn as ``lines``, ``dots`` or ``both``."""
    if len(series) > 1:
        legend(figure, [handle(look, texts.of(one, language), marks) for one, look in look_of(series).items()])
    if texts.note[language == "zh"]:
        note(figure, [texts.note[language == "zh"]], language)


def handle(look: Look, label: str, marks: str) -> Line2D:
    """The mark of a series in a legend."""
    line, marker = look.line if marks != "dots" else "none", look.marker if marks != "lines" else ""
    return Line2D([], [], color=look.color, ls=line, marker=marker, label=label)


def legend(figure: Figure, handles: Sequence[Any]) -> None:
    """One legend above the panels, in as many columns as find room; the sheet grows by the lines that it takes beyond one."""
    widest = max(halves(str(one.get_label())) for one in handles) / HALVES_PER_INCH + HANDLE
    columns = max(1, min(len(handles), int(figure.get_figwidth() / widest)))
    columns = -(-len(handles) // -(-len(handles) // columns))  # as few as the same number of lines needs
    figure.set_figheight(figure.get_figheight() + LINE_OF_LEGEND * (-(-len(handles) // columns) - 1))
    figure.legend(handles=handles, loc="outside upper left", ncols=columns, borderaxespad=0.2)


def halves(text: str) -> int:
    """Room that a text takes, in Latin letters.

    >>> halves("tender"), halves("招标")
    (6, 4)
    """
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)


def letters_beside(names: Sequence[str], across: int) -> int:
    """Letters that a title has room for over each of the panels that stand side by side, right of the names of their rows."""
    left = TWO_COLUMNS - max(halves(name) for name in names) / HALVES_PER_INCH
    return int(HALVES_PER_INCH * left / across) - LETTER_OF_PANEL


def mark_reference(axes: Axes, at: float | None, upright: bool) -> None:
    """A quiet line at what values are compared with."""
    if at is not None:
        (axes.axvline if upright else axes.axhline)(at, color=QUIET, lw=0.7, zorder=1)


def steady(axes: Axes, along: Literal["x", "y"]) -> None:
    """No scale where all values are one: an axis is not stretched over what is only the last bits of a number."""
    low, high = axes.dataLim.intervalx if along == "x" else axes.dataLim.intervaly
    if np.isfinite([low, high]).all() and high - low <= SAME * max(1.0, abs(low)):
        middle = round((low + high) / 2, 9) + 0.0
        axes.set(**{f"{along}lim": (middle - 1, middle + 1), f"{along}ticks": [middle]})


def say_if_empty(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    """A panel none of whose numbers is defined says so, and shows no scale."""
    if not data["mean" if "mean" in data else "value"].notna().any():
        axes.text(0.5, 0.5, word("not_defined", language), transform=axes.transAxes, ha="center", va="center", color=QUIET)
        axes.set_xticks([])
