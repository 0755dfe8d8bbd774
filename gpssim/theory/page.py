"""The page of figures: theory as lines, the simulator as points."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gpssim.figures.charts.texts import wrapped
from gpssim.figures.fonts import settled
from gpssim.figures.panels import LETTERS, Sheet
from gpssim.figures.panels import note as below
from gpssim.figures.saving import FORMATS, RESOLUTION
from gpssim.figures.style import BLACK, BLUE, GREEN, ORANGE, PURPLE, TWO_COLUMNS, VERMILLION, house
from gpssim.files.sparing import made, sparing
from gpssim.files.writing import whole, write_csv
from gpssim.texts.text import Language, said
from gpssim.theory.panels import PANELS, Panel, points_of
from gpssim.theory.report import by_sort
from gpssim.theory.verifying import Verification
from gpssim.theory.words import WORDS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS: Final = 3
ROW_HEIGHT: Final = 1.95
COLORS: Final = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, BLACK)
MARKERS: Final = ("o", "s", "^", "v", "D", "P")
STROKES: Final = ("-", "--", "-.", ":", (0, (6, 2)), (0, (3, 1, 1, 1, 1, 1)))
"""Of curves that say the same, as where two rules pay as much, both are seen: the first is whole, and thicker."""
LETTERS_OF_TITLE: Final = 24


def draw_page(found: Verification, folder: Path, language: Language = "en", name: str = "theory") -> tuple[Path, ...]:
    """Draw the page into ``folder`` as PDF, SVG and PNG, its points as CSV; nothing where no panel has two points.

    Returns
    -------
    The files, ``name``.pdf first.
    """
    tongue = settled(language)
    data = {panel: points_of(panel, found) for panel in PANELS}
    data = {panel: frame for panel, frame in data.items() if len(frame) > 1}
    if not data:
        return ()
    with house(tongue):
        figure = _page(data, found, tongue)
        return _saved(figure, data, folder / name)


def _page(data: dict[Panel, pd.DataFrame], found: Verification, language: Language) -> Figure:
    n_rows = -(-len(data) // COLUMNS)
    figure = Sheet(TWO_COLUMNS if len(data) >= COLUMNS else TWO_COLUMNS * len(data) / COLUMNS, ROW_HEIGHT * n_rows + 0.3)
    grid = figure.subplots(n_rows, min(COLUMNS, len(data)), squeeze=False).ravel()
    for place, (panel, frame) in enumerate(data.items()):
        _draw(grid[place], panel, frame, language)
        grid[place].set_title(f"{LETTERS[place]}  {wrapped(panel.title_zh if language == 'zh' else panel.title, LETTERS_OF_TITLE)}")
    for axes in grid[len(data) :]:
        axes.set_axis_off()
    passed, sorts = len(found.verdicts) - len(found.failed), by_sort(found)
    alone, beside, measured = (sorts[sort][2] for sort in ("market", "market and textbook", "measures"))
    note = said(WORDS, "note", language, n=passed, all=len(found.verdicts), alone=alone, beside=beside, measured=measured)
    below(figure, [note], language)
    return figure


def _draw(axes: Axes, panel: Panel, frame: pd.DataFrame, language: Language) -> None:
    for place, (line, points) in enumerate(frame.groupby("line", sort=False)):
        color, marker = COLORS[place % len(COLORS)], MARKERS[place % len(MARKERS)]
        stroke: dict[str, Any] = {"ls": STROKES[place % len(STROKES)], "lw": 1.1 if place else 1.6}
        axes.plot(points["x"], points["theory"], color=color, zorder=2, **stroke)
        axes.errorbar(
            points["x"], points["gpssim"], yerr=points["tolerance"], fmt=marker, color=color, mfc="white",
            ms=3.4 if place else 4.6, mew=0.9, elinewidth=0.7, capsize=1.5, zorder=3, label=_label(panel, line, language),
        )  # fmt: skip
    zh = language == "zh"
    axes.set_xlabel(panel.x_zh if zh else panel.x)
    axes.set_ylabel(panel.y_zh if zh else panel.y)
    if frame["line"].nunique() > 1:
        axes.legend(handlelength=1.2, fontsize=6.5, labelspacing=0.25, borderpad=0.2)


def _label(panel: Panel, line: Any, language: Language) -> str:
    if panel.by:
        return f"{panel.by} = {line:g}"
    return panel.words[int(line)][language == "zh"] if panel.words else panel.quantities[int(line)]


def _saved(figure: Figure, data: dict[Panel, pd.DataFrame], path: Path) -> tuple[Path, ...]:
    if not made(path.parent):
        return ()
    files = []
    without_date: dict[str, Any] = {"pdf": {"CreationDate": None}, "svg": {"Date": None}, "png": {}}
    for ending in FORMATS:
        files.append(path.with_name(f"{path.name}.{ending}"))
        with sparing(files[-1]), whole(files[-1]) as place:
            figure.savefig(place, format=ending, dpi=RESOLUTION, metadata=without_date[ending])
    files.append(path.with_name(f"{path.name}.csv"))
    table = pd.concat([frame.assign(panel=panel.name) for panel, frame in data.items()], ignore_index=True)
    write_csv(table, files[-1], float_format="%.9g")
    return tuple(files)
