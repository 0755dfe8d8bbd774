"""A chart as files: in English (``NAME.png``, ...) and Chinese (``NAME_zh.png``, ...), the table beside as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from gpssim.figures.charts.texts import Draw, Texts
from gpssim.figures.kind import FigureKind
from gpssim.figures.saving import save_kind


def save_chart(
    draw: Draw, frame: pd.DataFrame, texts: Texts, folder: str | Path, source: Mapping[str, object] | None = None
) -> tuple[Path, ...]:
    """Draw and save in both languages; without a Chinese font in English only, with one warning.

    Parameters
    ----------
    draw : :func:`rows`, :func:`lines`, :func:`histories` or :func:`areas`.
    frame : its table.
    texts : its words; ``texts.name`` is the file name.
    folder : where the files go; made where it is missing.
    source : what the numbers come from, kept in the files.

    Returns
    -------
    The paths of the files: PDF, SVG and PNG in each language, the table as CSV.
    """
    kind = FigureKind(texts.name, *texts.title, lambda _: frame, lambda data, language: draw(data, texts, language))
    told = {key: str(value) for key, value in (source or {}).items()}
    return save_kind(kind, frame, folder, told, "both")
