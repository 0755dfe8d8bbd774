"""Figure: paired differences in each service domain."""

from __future__ import annotations

from typing import Final

from gpssim.figures.kind import FigureKind
from gpssim.figures.split import split_figure

FIGURE: Final[FigureKind] = split_figure("domain")
