"""CSV: a file a table, ``variables.csv`` says what the columns are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from gpssim.exports.formats.base import Format
from gpssim.exports.sheets import Export
from gpssim.files.sparing import sparing
from gpssim.files.writing import whole


def write(export: Export, folder: Path) -> tuple[Path, ...]:
    """UTF-8, numbers to the last digit, nothing where a value is missing; no byte order mark, as these are for programs."""
    frames = {**{sheet.name: storable(sheet.frame) for sheet in export.sheets}, "variables": export.labels}
    for name, frame in frames.items():
        file = folder / f"{name}.csv"
        with sparing(file), whole(file) as place:
            frame.to_csv(place, index=False, lineterminator="\n", encoding="utf-8")
    return tuple(folder / f"{name}.csv" for name in frames)


def storable(frame: pd.DataFrame) -> pd.DataFrame:
    """Flags as TRUE and FALSE, which R, pandas and spreadsheets read as such: to base R, True is a text."""
    flags = [str(name) for name in frame if str(frame[name].dtype) == "bool"]
    return frame.assign(**{name: frame[name].map({True: "TRUE", False: "FALSE"}) for name in flags})


FORMAT: Final = Format("csv", write)
