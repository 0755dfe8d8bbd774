"""Charts of an experiment's own table: intervals by row, lines with bands, maps of what is best where.

An experiment brings a table and words; look, fonts, languages and files are the house's. Every text is a pair of English and
Chinese; what has no pair is looked up among the names of policies, services and groups.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from gpssim.figures.fonts import settled
from gpssim.figures.kind import FigureKind
from gpssim.figures.panels import Sheet, across, letter, note, rows_of
from gpssim.figures.saving import metadata_of, save
from gpssim.figures.style import BLUE, QUIET, TWO_COLUMNS, Look, house, looks
from gpssim.texts.names import name
from gpssim.texts.text import Language

Pair = tuple[str, str]
Draw = Callable[[pd.DataFrame, "Texts", Language], Figure]

HATCH: Final = "//////"
"""Over what is not sure."""
ACROSS: Final = 3
"""Most panels side by side."""
ALONE: Final = Look(BLUE, "-", "o")
"""The look of the only series."""
WIDTH_OF_SERIES: Final = 0.7
"""Part of a row over which the marks of its series are spread."""
WIDTH_OF_TITLES: Final = 28
"""Letters that fit over one of three panels; a Chinese character takes the room of two."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What a chart says: its file name, its title, its note, and a pair for every key in the table."""

    name: str
    title: Pair
    note: Pair
    words: Mapping[str, Pair] = field(default_factory=dict)

    def of(self, key: object, language: Language) -> str:
        """The words for a key of the table; ``x`` and ``y`` are the labels of axes."""
        pair = self.words.get(str(key))
        return pair[language == "zh"] if pair else name(str(key), language)


def save_chart(
    draw: Draw, frame: pd.DataFrame, texts: Texts, folder: str | Path, source: Mapping[str, object] | None = None
) -> tuple[Path, ...]:
    """Draw and save in English (``NAME.png``, ...) and Chinese (``NAME_zh.png``, ...), the table beside as CSV.

    Parameters
    ----------
    draw : :func:`rows`, :func:`lines` or :func:`areas`.
    source : what the numbers come from, kept in the files.
    """
    kind = FigureKind(texts.name, *texts.title, lambda _: frame, lambda data, language: draw(data, texts, language))
    told = {key: str(value) for key, value in (source or {}).items()}
    files: tuple[Path, ...] = ()
    for language in dict.fromkeys(("en", settled("zh"))):
        with house(language):
            figure = kind.plot(frame, language)
            figure.draw_without_rendering()
            figure.set_layout_engine(None)
        path = Path(folder) / (texts.name + "_zh" * (language == "zh"))
        files += save(figure, frame, path, metadata_of(kind, told, language), language)
    return files


def rows(frame: pd.DataFrame, texts: Texts, language: Language) -> Figure:
    """Means with intervals, three panels side by side, from columns ``panel, row, mean, low, high[, series]``."""
    panels, labels = _unique(frame, "panel"), _unique(frame, "row")
    series = _unique(frame, "series") if "series" in frame else [""]
    down = -(-len(panels) // ACROSS)
    figure = Sheet(TWO_COLUMNS, 0.6 + down * (0.5 + 0.15 * len(labels) * max(1.0, 0.55 * len(series))))
    sheet: Any = figure.subplots(down, min(ACROSS, len(panels)), sharey=True, squeeze=False).ravel()
    given = looks(series) if len(series) > 1 else {series[0]: ALONE}
    for index, (axes, panel) in enumerate(zip(sheet, panels, strict=False)):
        for row in rows_of(frame[frame["panel"] == panel]):
            own = getattr(row, "series", "")
            y = labels.index(row.row) + _offset(series.index(own), len(series))
            axes.plot([row.low, row.high], [y, y], color=given[own].color, lw=1.1)
            axes.plot(row.mean, y, color=given[own].color, marker=given[own].marker, ls="none", ms=3.6)
        axes.axvline(0, color=QUIET, lw=0.7, zorder=1)
        axes.locator_params(axis="x", nbins=4)
        across(axes)
        letter(axes, index, wrapped(texts.of(panel, language), WIDTH_OF_TITLES))
    for axes in sheet[len(panels) :]:
        axes.set_axis_off()
    sheet[0].set_yticks(range(len(labels)), [texts.of(label, language) for label in labels])
    sheet[0].set_ylim(len(labels) - 0.4, -0.6)
    _finish(figure, texts, language, series)
    return figure


def wrapped(title: str, width: int) -> str:
    """A title in as many lines as it needs, each of at most ``width`` letters or half as many Chinese characters."""
    wide = any(unicodedata.east_asian_width(character) == "W" for character in title)
    return "\n".join(textwrap.wrap(title, width // 2 if wide else width))


def lines(frame: pd.DataFrame, texts: Texts, language: Language) -> Figure:
    """Means with bands over ``x``, from columns ``panel, series, x, mean, low, high``; at most three panels in a row."""
    panels, series = _unique(frame, "panel"), _unique(frame, "series")
    across_ = min(ACROSS, len(panels))
    down = -(-len(panels) // across_)
    figure = Sheet(TWO_COLUMNS, 0.7 + 1.75 * down)
    sheet: Any = figure.subplots(down, across_, squeeze=False).ravel()
    given = looks(series)
    for index, panel in enumerate(panels):
        axes = sheet[index]
        for one in series:
            data = frame[(frame["panel"] == panel) & (frame["series"] == one)].sort_values("x")
            axes.fill_between(data["x"], data["low"], data["high"], color=given[one].color, alpha=0.16, lw=0)
            axes.plot(data["x"], data["mean"], color=given[one].color, ls=given[one].line, marker=given[one].marker, zorder=3)
        letter(axes, index, texts.of(panel, language))
        if index >= len(panels) - across_:
            axes.set_xlabel(texts.of("x", language))
    for axes in sheet[len(panels) :]:
        axes.set_axis_off()
    _finish(figure, texts, language, series)
    return figure


def areas(frame: pd.DataFrame, texts: Texts, language: Language) -> Figure:
    """What is best in each cell of a grid, from columns ``down, panel, x, y, best, sure``: hatched where it is not sure."""
    rows_, panels, kinds = _unique(frame, "down"), _unique(frame, "panel"), sorted(set(frame["best"]))
    figure = Sheet(TWO_COLUMNS, 0.9 + 1.6 * len(rows_))
    sheet: Any = figure.subplots(len(rows_), len(panels), squeeze=False, sharex=True, sharey=True)
    colors = {kind: look.color for kind, look in looks(kinds).items()}
    for (i, down), (j, panel) in ((a, b) for a in enumerate(rows_) for b in enumerate(panels)):
        axes = sheet[i, j]
        _fill(axes, frame[(frame["down"] == down) & (frame["panel"] == panel)], colors)
        letter(axes, i * len(panels) + j, f"{texts.of(down, language)}, {texts.of(panel, language)}")
    for axes in sheet[-1]:
        axes.set_xlabel(texts.of("x", language))
    for axes in sheet[:, 0]:
        axes.set_ylabel(texts.of("y", language))
    handles = [Patch(color=colors[kind], alpha=0.75, lw=0, label=texts.of(kind, language)) for kind in kinds]
    figure.legend(handles=handles, loc="outside upper left", ncols=4, borderaxespad=0.2)
    note(figure, [texts.note[language == "zh"]], language)
    return figure


def _fill(axes: Axes, cells: pd.DataFrame, colors: Mapping[str, str]) -> None:
    """A rectangle for each cell of one panel."""
    xs, ys = sorted(set(cells["x"])), sorted(set(cells["y"]))
    for cell in rows_of(cells):
        place = (xs.index(cell.x) - 0.5, ys.index(cell.y) - 0.5)
        axes.add_patch(Rectangle(place, 1, 1, facecolor=colors[cell.best], alpha=0.75, lw=0))
        if not cell.sure:
            axes.add_patch(Rectangle(place, 1, 1, facecolor="none", edgecolor="white", hatch=HATCH, lw=0))
    axes.set(xlim=(-0.5, len(xs) - 0.5), ylim=(-0.5, len(ys) - 0.5))
    axes.set_xticks(range(len(xs)), [f"{x:g}" for x in xs])
    axes.set_yticks(range(len(ys)), [f"{y:g}" for y in ys])
    axes.grid(visible=False)


def _finish(figure: Figure, texts: Texts, language: Language, series: Sequence[str]) -> None:
    """Legend of several series, and the note."""
    if len(series) > 1:
        given = looks(series)
        handles = [
            Line2D([], [], color=given[s].color, ls=given[s].line, marker=given[s].marker, label=texts.of(s, language))
            for s in series
        ]
        figure.legend(handles=handles, loc="outside upper left", ncols=min(4, len(series)), borderaxespad=0.2)
    note(figure, [texts.note[language == "zh"]], language)


def _unique(frame: pd.DataFrame, column: str) -> list[str]:
    return [str(key) for key in dict.fromkeys(frame[column])]


def _offset(index: int, n: int) -> float:
    return float(np.linspace(-0.5, 0.5, n)[index]) * WIDTH_OF_SERIES if n > 1 else 0.0
