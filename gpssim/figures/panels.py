"""What panels share: the sheet, the years axis, intervals, letters, a note below, words for an empty panel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.analysis.periods import TRANSITION_MONTHS
from gpssim.figures.style import ONE_COLUMN, QUIET, SHADE, Look, house, looks
from gpssim.figures.words import word
from gpssim.texts.text import HAN, Language
from gpssim.units import MONTHS_PER_YEAR

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MARKERS_PER_LINE = 6
MOST_BANDS = 6
"""Policies up to which lines have bands."""
SCREEN = 160
"""Dots per inch in a notebook."""
NO_BREAK = "\N{NO-BREAK SPACE}"
STOPS = ("。", "，", "；", "：", "、", "）")
LINE_OF_NOTE = 0.122
"""Height of a line of the note, inches."""
LEADING = 1.2
LEADING_HAN = 1.45
"""Between the lines of a title; Chinese letters fill their line, so that lines at the usual distance touch."""
PARTED = re.compile(r"[\d.,–−+-]*\d$")
LETTERS_PER_INCH = {"en": 20.5, "zh": 10.6}


class Sheet(Figure):
    """A figure for print that a notebook shows by itself, whether or not pyplot was imported; its parts arrange themselves."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__(figsize=(width, height), layout="constrained")

    def _repr_png_(self) -> bytes:
        picture = BytesIO()
        with house("en"):  # fonts are chosen already; what is left is how numbers are written
            self.savefig(picture, format="png", dpi=SCREEN)
        return picture.getvalue()


def rows_of(data: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table, each with its columns as attributes."""
    return data.itertuples(index=False)


def policies_of(data: pd.DataFrame) -> list[str]:
    """The policies of a table, in its order."""
    return list(dict.fromkeys(data["policy"]))


def years_axis(axes: Axes, last: float, language: Language, label: bool = True) -> None:
    """Time in years up to ``last``: a line at the switch of policy, the transition lightly shaded, at most six ticks."""
    end = max(float(last), 1 / MONTHS_PER_YEAR)
    axes.axvspan(0, min(TRANSITION_MONTHS / MONTHS_PER_YEAR, end), color=SHADE, lw=0, zorder=0)
    axes.axvline(0, color=QUIET, lw=0.8, zorder=1)
    axes.set_xlim(-0.03 * end, end * 1.02)
    step = next((step for step in (1 / 12, 0.25, 0.5, 1, 2, 5, 10, 20) if end / step <= 5.5), 50)
    axes.set_xticks(np.arange(0, end * 1.01, step))
    if label:
        axes.set_xlabel(word("years", language))


def lines_with_bands(axes: Axes, data: pd.DataFrame, given: Mapping[str, Look], x: str = "year") -> None:
    """The mean of each policy over ``x`` with its interval; where there are many policies, bands would hide the lines."""
    for policy, look in given.items():
        line_with_band(axes, data[data["policy"] == policy], look, x, band=len(given) <= MOST_BANDS)


def line_with_band(axes: Axes, data: pd.DataFrame, look: Look, x: str = "year", band: bool = True) -> None:
    """A mean with its interval, from columns ``x, mean, low, high``; few markers, so that they stay apart."""
    step = max(1, len(data) // MARKERS_PER_LINE)
    if band:
        axes.fill_between(data[x], data["low"], data["high"], color=look.color, alpha=0.18, lw=0)
    axes.plot(data[x], data["mean"], color=look.color, ls=look.line, marker=look.marker, markevery=(step // 2, step), zorder=3)


def dots(axes: Axes, data: pd.DataFrame, policies: Sequence[str]) -> None:
    """Means as dots with their intervals across, from columns ``policy, y, mean, low, high``; ``policies``: all of a figure."""
    given = looks(policies)
    for row in rows_of(data):
        look = given[str(row.policy)]
        axes.plot([row.low, row.high], [row.y, row.y], color=look.color, lw=1.1)
        axes.plot(row.mean, row.y, color=look.color, marker=look.marker, ls="none", ms=4)
    across(axes)


def across(axes: Axes) -> None:
    """An axis of rows: values run across, the grid is upright, rows have no ticks."""
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x")
    axes.tick_params(axis="y", length=0)


def note(figure: Figure, sentences: Sequence[str], language: Language) -> None:
    """What the reader must know to read the figure, in small print below it, wrapped to its width."""
    whole = " ".join(sentences).replace(" %", f"{NO_BREAK}%") if language == "en" else "".join(sentences).replace(" ", NO_BREAK)
    _small_print(figure, _wrapped(figure, whole.replace("% t ", f"%{NO_BREAK}t{NO_BREAK}"), language))


def note_below(figure: Figure, sentence: str, language: Language) -> None:
    """One sentence more below what a figure's note says, on a line of its own."""
    before = figure.get_supxlabel()
    _small_print(figure, "\n".join([before] * bool(before) + [_wrapped(figure, sentence, language)]))


def _wrapped(figure: Figure, text: str, language: Language) -> str:
    """Lines as wide as the figure; in Chinese none of them begins with a stop, and no number is parted."""
    lines = wrap(text, int(figure.get_figwidth() * LETTERS_PER_INCH[language]))
    for place in range(1, len(lines)):
        if lines[place][:1].isdigit() and (parted := PARTED.search(lines[place - 1])):
            lines[place - 1], lines[place] = lines[place - 1][: parted.start()], parted[0] + lines[place]
        while lines[place][:1] in STOPS and lines[place]:
            lines[place - 1], lines[place] = lines[place - 1] + lines[place][0], lines[place][1:]
    return "\n".join(line for line in lines if line)


def _small_print(figure: Figure, lines: str) -> None:
    """The lines below the panels; the sheet grows by those beyond the second."""
    before, after = (max(text.count("\n") + 1, 2) for text in (figure.get_supxlabel(), lines))
    figure.set_figheight(figure.get_figheight() + LINE_OF_NOTE * (after - before))
    figure.supxlabel(lines, x=0.008, ha="left", fontsize=6.5, color=QUIET, linespacing=1.35)


def letter(axes: Axes, index: int, title: str) -> None:
    """A panel's title after its letter, as journals ask for; after z comes aa."""
    round_, place = divmod(index, len(LETTERS))
    said = f"{LETTERS[round_ - 1] if round_ else ''}{LETTERS[place]}  {title}"
    axes.set_title(said, linespacing=LEADING_HAN if HAN.search(title) else LEADING)


def empty(axes: Axes, language: Language, key: str = "not_defined") -> None:
    """A panel without data says so instead of standing empty; what other panels share with it stays as it is."""
    axes.text(0.5, 0.5, word(key, language), transform=axes.transAxes, ha="center", va="center", color=QUIET)
    axes.tick_params(length=0, labelleft=False, labelbottom=False)
    axes.grid(visible=False, axis="both")


def undefined(language: Language) -> Sheet:
    """A sheet that says that what it should show is not defined in this study: nobody is in need, nothing is bought."""
    sheet = Sheet(ONE_COLUMN, 1.6)
    empty(sheet.subplots(), language)
    return sheet
