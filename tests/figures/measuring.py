"""What is wrong with a figure, found by measuring where everything on it lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

LEAST_SIZE: Final = 5.6
"""Points of the smallest letters in print."""
SLACK: Final = 0.75
"""Points by which boxes of letters may touch: letters are smaller than their box."""


def faults(figure: Figure) -> list[str]:
    """Every fault in one line; none of a figure that may be printed."""
    boxes = boxes_of(figure)
    found = [*_outside(figure, boxes), *_small(boxes), *_on_each_other(boxes), *_on_data(figure, boxes), *_empty(figure)]
    return list(dict.fromkeys(found))


def written(figure: Figure) -> list[Text]:
    """Every text that a reader sees."""
    return [text for text in _seen(figure, Text) if text.get_text().strip()]


def boxes_of(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Every text that a reader sees with the place of its letters."""
    FigureCanvasAgg(figure)
    return [(text, box) for text in written(figure) if (box := _box(text, figure)) is not None]


def _seen(artist: Any, kind: type) -> Iterator[Any]:
    """Artists of a kind below one, where neither they nor what holds them are hidden."""
    if not artist.get_visible():
        return
    if isinstance(artist, kind):
        yield artist
    for child in _children(artist):
        yield from _seen(child, kind)


def _children(artist: Any) -> list[Any]:
    if hasattr(artist, "get_major_ticks"):  # an axis keeps ticks beyond its ends, which are not drawn
        drawn = artist._update_ticks()
        return [artist.label, artist.get_offset_text(), *drawn]
    hidden = (artist.xaxis, artist.yaxis) if getattr(artist, "axison", True) is False else ()
    return [child for child in artist.get_children() if child not in hidden]


def _box(text: Text, figure: Figure) -> Bbox | None:
    text.get_window_extent()  # puts an annotation in its place; what it returns holds its arrow, too
    box = Text.get_window_extent(text)
    frame = text.get_clip_box()  # titles have none: they are drawn above their panel
    if text.get_clip_on() and frame is not None and not frame.overlaps(box):
        return None
    slack = SLACK * figure.dpi / 72
    return Bbox.from_extents(box.x0 + slack, box.y0 + slack, box.x1 - slack, box.y1 - slack)


def _outside(figure: Figure, boxes: list[tuple[Text, Bbox]]) -> list[str]:
    page = figure.bbox
    return [
        f"clipped by the page: {_said(text)}"
        for text, box in boxes
        if box.x0 < page.x0 or box.y0 < page.y0 or box.x1 > page.x1 or box.y1 > page.y1
    ]


def _small(boxes: list[tuple[Text, Bbox]]) -> list[str]:
    return [f"{text.get_fontsize():.1f} points: {_said(text)}" for text, _ in boxes if text.get_fontsize() < LEAST_SIZE - 1e-6]


def _on_each_other(boxes: list[tuple[Text, Bbox]]) -> list[str]:
    ends = np.array([box.extents for _, box in boxes])
    left, bottom, right, top = (ends[:, [side]] for side in range(4))
    meet = (left < right.T) & (right > left.T) & (bottom < top.T) & (top > bottom.T)
    pairs = np.argwhere(np.triu(meet, 1))
    return [f"{_said(boxes[a][0])} lies on {_said(boxes[b][0])}" for a, b in pairs]


def _on_data(figure: Figure, boxes: list[tuple[Text, Bbox]]) -> list[str]:
    """Marks and lines of data under a text; lines across the whole panel (zero, the switch) may run under it."""
    ends = np.array([box.extents for _, box in boxes])
    lines = [line for axes in figure.axes for line in axes.lines if line.get_visible()]
    hit = {place for line in lines if line.get_transform() == line.axes.transData for place in _met(line, ends, figure)}
    return [f"{_said(boxes[place][0])} lies on data" for place in sorted(hit)]


def _met(line: Line2D, ends: np.ndarray, figure: Figure) -> set[int]:
    """The boxes, as rows of their ends, that a line or its marks meet."""
    path = line.get_path().transformed(line.get_transform())
    points = path.vertices[np.isfinite(path.vertices).all(axis=1)]
    if not len(points):
        return set()
    near = _overlap(ends, [*points.min(axis=0), *points.max(axis=0)], _radius(line, figure))
    if line.get_clip_on():
        near &= _overlap(ends, line.axes.bbox.extents, 0.0)
    return {int(place) for place in np.flatnonzero(near) if _meets(line, path, points, Bbox.from_extents(*ends[place]), figure)}


def _overlap(ends: np.ndarray, other: Any, room: float) -> np.ndarray:
    left, bottom, right, top = other
    x, y = (ends[:, 0] < right + room) & (ends[:, 2] > left - room), (ends[:, 1] < top + room) & (ends[:, 3] > bottom - room)
    return np.asarray(x & y)


def _radius(line: Line2D, figure: Figure) -> float:
    return 0.4 * line.get_markersize() * figure.dpi / 72


def _meets(line: Line2D, path: Path, points: np.ndarray, box: Bbox, figure: Figure) -> bool:
    if line.get_marker() not in ("None", "", None, " "):
        every, room = line.get_markevery(), box.padded(_radius(line, figure))
        if any(room.contains(x, y) for x, y in (points if every is None else points[every[0] :: every[1]])):
            return True
    joined = line.get_linestyle() not in ("None", "", " ") and len(points) > 1
    return joined and bool(path.intersects_bbox(box, filled=False))


def _empty(figure: Figure) -> list[str]:
    """Panels that are seen and hold nothing: neither marks nor words that say why."""
    found = []
    for place, axes in enumerate(figure.axes):
        holds = axes.has_data() or any(text.get_text().strip() for text in axes.texts)
        if axes.get_visible() and axes.axison and not holds:
            found.append(f"panel {place} is empty")
    return found


def _said(text: Text) -> str:
    return repr(text.get_text().replace("\n", " ")[:40])
