"""What makes a figure hard to read, found on the figure itself: cut off, on top of each other, too small, or empty."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import PolyCollection, QuadMesh
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from gpssim.figures.style import QUIET

SMALLEST = 6.0
"""Points: below this nobody reads type in print."""
TOUCHING = 1.0
"""Pixels that may be lost or shared."""


def faults(figure: Figure) -> list[str]:
    """Everything that is wrong with a figure that has been drawn, in words."""
    texts = seen(figure)
    boxes = [(text, text.get_window_extent()) for text in texts]
    found = [f"cut off: {text.get_text()!r}" for text, box in boxes if not _within(box, figure.bbox)]
    found += [f"type of {text.get_fontsize():g} points: {text.get_text()!r}" for text in texts if text.get_fontsize() < SMALLEST]
    for (one, a), (other, b) in combinations(boxes, 2):
        if _overlap(a, b):
            found.append(f"{one.get_text()!r} lies on {other.get_text()!r}")
    shown = [axes for axes in figure.axes if axes.get_visible() and axes.axison]
    found += [f"marks beyond the frame: {axes.get_title('left')!r}" for axes in shown if _beyond(axes)]
    return found + [f"empty panel: {axes.get_title('left')!r}" for axes in shown if not _shows(axes)]


def _beyond(axes: Axes) -> bool:
    """Whether a mark stands left or right of the frame, where it is cut off; arrows at the edge are put there on purpose."""
    frame = axes.get_window_extent()
    for line in axes.findobj(Line2D):
        if line.get_marker() in ("None", "", None) or line not in {*axes.lines, *axes.artists} or not line.get_clip_on():
            continue
        x = line.get_transform().transform(np.column_stack([line.get_xdata(orig=False), line.get_ydata(orig=False)]))[:, 0]
        if ((x < frame.x0 - TOUCHING) | (x > frame.x1 + TOUCHING)).any():
            return True
    return False


def seen(figure: Figure) -> list[Text]:
    """The texts that a reader sees: none of ticks beyond the ends of an axis."""
    ticks = {axis: set(axis.get_ticklabels() + axis.get_ticklabels(minor=True)) for axis in _axes_of(figure)}
    unseen = {text for axis, labels in ticks.items() for text in labels if not _on(axis, text)}
    off = {text for axes in figure.axes if not axes.axison for text in axes.findobj(Text)}
    every = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    return [text for text in every if text not in unseen and text not in off]


def _axes_of(figure: Figure) -> list[Axis]:
    return [axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)]


def _on(axis: Axis, label: Text) -> bool:
    """Whether the tick of a label lies within the view, and the label is shown at all."""
    low, high = sorted(axis.get_view_interval())
    at = label.get_position()[axis.axis_name == "y"]
    room = 1e-9 * max(1.0, abs(high - low))
    return label.get_visible() and low - room <= at <= high + room


def _within(box: Bbox, sheet: Bbox) -> bool:
    sides = (box.x0 - sheet.x0, box.y0 - sheet.y0, sheet.x1 - box.x1, sheet.y1 - box.y1)
    return min(sides) >= -TOUCHING


def _overlap(a: Bbox, b: Bbox) -> bool:
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    return bool(width > TOUCHING and height > TOUCHING)


def _shows(axes: Axes) -> bool:
    """Whether a panel has data within its frame, or says that there are none; lines of comparison and between rows are no data."""
    bands = [one for one in axes.collections if isinstance(one, PolyCollection | QuadMesh)]
    if axes.patches or axes.images or bands or axes.texts:
        return True
    return any(
        np.isfinite(np.asarray(line.get_ydata(), dtype=float)).any() for line in axes.lines if _is_data(line) and _finite(line)
    )


def _finite(line: Line2D) -> bool:
    return bool(np.isfinite(np.asarray(line.get_xdata(), dtype=float)).any())


def _is_data(line: Line2D) -> bool:
    return bool(line.get_color() != QUIET or line.get_marker() not in ("None", "", None))
