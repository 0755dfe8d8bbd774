"""What is wrong with a figure of a design beyond :func:`tests.figures.measuring.faults`: bars under letters, ticks, rows, units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from tests.figures.measuring import boxes_of, faults

NUMBER: Final = re.compile(r"[-−]?[\d.,]+(e[-−]?\d+)?")
MOST_LETTERS: Final = 8
"""Of a number at an axis."""
APART: Final = 1.0
"""Least points between the letters of two rows."""
HIGHEST: Final = 10.5
"""Inches of a page."""


def faults_of_design(figure: Figure) -> list[str]:
    """Every fault in one line; none of a figure that may be printed."""
    found = [*faults(figure), *_on_bars(figure)]
    for axes in figure.axes:
        if axes.get_visible() and axes.axison:
            found += [*_ticks(axes), *_rows(axes), *_units(axes, figure), *_place(axes, figure)]
    if figure.get_figheight() > HIGHEST:
        found.append(f"{figure.get_figheight():.1f} inches are no page")
    return list(dict.fromkeys(found))


def _on_bars(figure: Figure) -> Iterator[str]:
    """Bars and intervals under a text; boxes that lie behind everything may."""
    boxes = boxes_of(figure)
    for axes in figure.axes:
        paths = [
            one.get_path().transformed(one.get_transform()) for one in axes.patches if isinstance(one, Rectangle) and one.zorder
        ]
        for lines in (one for one in axes.collections if isinstance(one, LineCollection)):
            paths += [Path(lines.get_transform().transform(one)) for one in lines.get_segments()]
        for text, box in boxes:
            for path in paths:
                if np.isfinite(path.vertices).all() and path.intersects_bbox(box, filled=len(path.vertices) > 2):
                    yield f"{text.get_text()!r} lies on a bar"


def _labels(axes: Axes, along: str) -> list[Text]:
    axis = axes.xaxis if along == "x" else axes.yaxis
    return [text for tick in axis._update_ticks() for text in (tick.label1,) if text.get_visible() and text.get_text().strip()]  # type: ignore[attr-defined]  # only what is drawn


def _ticks(axes: Axes) -> Iterator[str]:
    for text in (*_labels(axes, "x"), *_labels(axes, "y")):
        said = text.get_text()
        if NUMBER.fullmatch(said) and "-" in said:
            yield f"a hyphen for a minus: {said!r}"
        if NUMBER.fullmatch(said) and len(said) > MOST_LETTERS:
            yield f"a long number at an axis: {said!r}"
    for axis in (axes.xaxis, axes.yaxis):
        if axis.get_offset_text().get_text().strip():
            yield f"a power of ten at the end of an axis: {axis.get_offset_text().get_text()!r}"


def _rows(axes: Axes) -> Iterator[str]:
    """Names of rows of two lines or more stand apart."""
    extents = [(text, Text.get_window_extent(text)) for text in _labels(axes, "y")]
    extents.sort(key=lambda one: -one[1].y1)
    for (upper, above), (lower, below) in pairwise(extents):
        gap = (above.y0 - below.y1) * 72 / axes.get_figure(root=True).dpi  # type: ignore[union-attr]  # on a figure
        if gap < APART and "\n" in upper.get_text() + lower.get_text():
            yield f"tight rows ({gap:.1f} points): {upper.get_text()!r}, {lower.get_text()!r}"


def _units(axes: Axes, figure: Figure) -> Iterator[str]:
    """Numbers along an axis are named: by a label in its column or row of panels, or by a title with a unit."""
    if axes.get_label() == "<colorbar>":
        return
    titled = re.search(r"[(（].+[)）]", "".join(axes.get_title(where) for where in ("left", "center")).replace("\n", ""))
    column = [one for one in figure.axes if one.axison and abs(one.bbox.x0 - axes.bbox.x0) < 1]
    row = [one for one in figure.axes if one.axison and abs(one.bbox.y0 - axes.bbox.y0) < 1]
    for along, named in (("x", any(one.get_xlabel() for one in column)), ("y", any(one.get_ylabel() for one in row))):
        if not named and not titled and any(NUMBER.fullmatch(text.get_text()) for text in _labels(axes, along)):
            yield f"numbers along {along} without a name"


def _place(axes: Axes, figure: Figure) -> Iterator[str]:
    box, page = axes.bbox, figure.bbox
    if box.x0 < page.x0 or box.y0 < page.y0 or box.x1 > page.x1 or box.y1 > page.y1:
        yield "a panel beyond the page"
    if (axes.get_label() != "<colorbar>" and box.width * 72 / figure.dpi < 40) or box.height * 72 / figure.dpi < 12:
        yield "a panel without room"
