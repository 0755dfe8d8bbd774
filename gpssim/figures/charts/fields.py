"""Chart: a value over pairs of parameters, and the line at which it meets a limit."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from gpssim.figures.charts.sheets import finish, titled
from gpssim.figures.charts.texts import Texts
from gpssim.figures.legends import folded
from gpssim.figures.style import BLUE, FAINT, INK
from gpssim.texts.text import Language

BEYOND: Final = 2.0
"""Multiple of the limit at which shades end."""
ROOM: Final = 26
"""Letters that fit beside a panel."""


def fields(frame: pd.DataFrame, texts: Texts, language: Language) -> Figure:
    """A value in cells of two parameters, a panel a pair: dark where it is low, with a line at the limit.

    Parameters
    ----------
    frame : columns ``across, up`` (the two parameters of a panel), ``x, y`` (middles of cells), ``value``, ``limit``; cells without
        a row stay empty.
    texts : title, note and words of the chart, in both languages; the word ``scale`` says what the shades are.
    language : ``en`` or ``zh``.

    Returns
    -------
    A matplotlib ``Figure`` in the house style, not saved.
    """
    panels, limit = list(frame.groupby(["across", "up"], sort=False)), float(frame["limit"].iloc[0])
    figure, axes = titled([""] * len(panels), 2.0, 0.9)
    image: Any = None
    for ax, ((across, up), data) in zip(axes, panels, strict=False):
        image = _fill(ax, data, limit)
        ax.set_xlabel(folded(texts.of(across, language), ROOM))
        ax.set_ylabel(folded(texts.of(up, language), ROOM))
    scale = figure.colorbar(image, ax=axes, location="bottom", shrink=0.5, aspect=40, pad=0.02, extend="max")
    scale.set_label(texts.of("scale", language))
    scale.outline.set_visible(False)
    finish(figure, texts, language, ())
    return figure


def _fill(axes: Axes, data: pd.DataFrame, limit: float) -> Any:
    wide = data.pivot_table(index="y", columns="x", values="value")
    values = np.minimum(wide.to_numpy(dtype=float), BEYOND * limit)
    x, y = wide.columns.to_numpy(dtype=float), wide.index.to_numpy(dtype=float)
    shades = LinearSegmentedColormap.from_list("near", [BLUE, "white", FAINT])
    image = axes.pcolormesh(x, y, values, cmap=shades, vmin=0.0, vmax=BEYOND * limit, shading="nearest", rasterized=True)
    known = values[np.isfinite(values)]
    if min(values.shape) > 1 and known.min() < limit < known.max():
        axes.contour(x, y, values, levels=[limit], colors=[INK], linewidths=0.9)
    axes.grid(visible=False)
    return image
