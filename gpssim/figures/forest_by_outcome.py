"""The forest plot of many policies: a panel for each outcome in its own unit, a row for each policy."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from gpssim.figures.forest_marks import arm, mark, numbers
from gpssim.figures.legends import folded, halves
from gpssim.figures.panels import Sheet, across, empty, letter, rows_of
from gpssim.figures.style import QUIET, SHADE, TWO_COLUMNS, looks
from gpssim.texts.text import Language
from gpssim.texts.units import unit

MANY: Final = 6
"""Rows of a panel beyond which three panels stand side by side, else two, and numbers are without their intervals."""
LETTERS_PER_INCH: Final = 16.5
"""Letters of a title in an inch; a Chinese character takes the room of two."""
NAMES_PER_INCH: Final = 18.0
"""The same of the names of rows, which are smaller."""
LETTER_OF_PANEL: Final = 3
"""Letters that the one before a title takes."""
WIDEST: Final = {2: 26, 3: 46}
"""Letters of a line in the name of a row beside two and three panels."""
LINE: Final = 0.118
"""Height of a line of a row's name, inches."""
REACH: Final = 3.0
"""The axis ends at so many times the largest mean difference, or where the longest interval ends."""


def by_outcome(data: pd.DataFrame, language: Language) -> Figure:
    """Panels in the order of the outcomes, rows in that of policies and closures; ``data`` as ``paired_differences`` has it."""
    arms = list(dict.fromkeys(zip(data["policy_b"], data["closure"], strict=True)))
    across_ = 2 if len(arms) <= MANY else 3
    labels = [folded(arm(policy, closure, data, language), WIDEST[across_]) for policy, closure in arms]
    places = pd.DataFrame(arms, columns=["policy_b", "closure"]).assign(y=range(len(arms)))
    given = looks(list(dict.fromkeys([*data["policy_a"], *data["policy_b"]])))
    figure, grid = _sheet(data["outcome"].nunique(), across_, labels)
    room = _room_of_titles(labels, across_)
    for index, (axes, (_, rows)) in enumerate(zip(grid.flat, data.groupby("outcome", sort=False), strict=False)):
        _panel(axes, rows.merge(places, on=["policy_b", "closure"]), {key: look.color for key, look in given.items()}, language)
        letter(axes, index, folded(_title(rows.iloc[0], language), room))
    grid[0, 0].set_yticks(range(len(labels)), labels, fontsize=6.2, linespacing=0.95)
    grid[0, 0].set_ylim(len(labels) - 0.4, -0.6)
    return figure


def _room_of_titles(labels: list[str], across_: int) -> int:
    """Letters that a title has room for over each of the panels that stand side by side, right of the names of their rows."""
    left = TWO_COLUMNS - max(halves(label) for label in labels) / NAMES_PER_INCH
    return int(LETTERS_PER_INCH * left / across_) - LETTER_OF_PANEL


def _sheet(n: int, across_: int, labels: list[str]) -> tuple[Figure, np.ndarray]:
    """A sheet with ``n`` panels, as high as the names of the rows ask for."""
    down = -(-n // across_)
    of_row = LINE * max(1 + label.count("\n") for label in labels) + 0.03
    figure = Sheet(TWO_COLUMNS, down * (of_row * len(labels) + 0.6) + 0.7)
    grid: np.ndarray = figure.subplots(down, across_, squeeze=False, sharey=True)
    for axes in list(grid.flat)[n:]:
        axes.remove()
    return figure, grid


def _title(row: Any, language: Language) -> str:
    zh = language == "zh"
    said = unit(row.unit, language)
    return f"{row.label_zh}（{said}）" if zh else f"{row.label} ({said})"


def _panel(axes: Axes, data: pd.DataFrame, colors: dict[str, str], language: Language) -> None:
    axes.axvline(0, color=QUIET, lw=0.8)
    if data["difference"].isna().all():
        empty(axes, language)
        return
    left, right = _limits(data)
    better = data["direction"].iloc[0]
    if better:
        axes.axvspan(0, better * max(-left, right), color=SHADE, lw=0, zorder=0)
    for row in rows_of(data.dropna(subset="difference")):
        mark(axes, row.y, (row.difference, row.low, row.high), (row.period, colors[row.policy_b]), (left, right))
    axes.set_xlim(left, right)
    axes.xaxis.set_major_locator(MaxNLocator(3))
    across(axes)
    axes.spines["left"].set_visible(False)
    last = data[data["period"] == data["period"].iloc[-1]]
    many = data["y"].max() >= MANY
    numbers(axes, last.assign(low=np.nan, high=np.nan) if many else last, language)


def _limits(data: pd.DataFrame) -> tuple[float, float]:
    """From the longest interval on either side, but no further than some times the largest difference, zero included."""
    most = REACH * float(data["difference"].abs().max()) or 1.0
    ends = np.concatenate([[0.0], *(data[column] for column in ("low", "difference", "high"))])
    low, high = max(float(np.nanmin(ends)), -most), min(float(np.nanmax(ends)), most)
    if high == low:  # nothing differs anywhere
        return -1.0, 1.0
    room = 0.06 * (high - low)
    return low - room, high + room
