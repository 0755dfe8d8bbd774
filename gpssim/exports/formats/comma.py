"""CSV: a file a table, ``variables.csv`` says what the columns are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gpssim.exports.formats.base import Format
from gpssim.exports.sheets import Export
from gpssim.files.sparing import sparing
from gpssim.files.writing import whole, with_flags


def write(export: Export, folder: Path) -> tuple[Path, ...]:
    """UTF-8, numbers to the last digit, nothing where a value is missing; no byte order mark, as these are for programs."""
    frames = {**{sheet.name: with_flags(sheet.frame) for sheet in export.sheets}, "variables": export.labels}
    for name, frame in frames.items():
        file = folder / f"{name}.csv"
        with sparing(file), whole(file) as place:
            frame.to_csv(place, index=False, lineterminator="\n", encoding="utf-8")
    return tuple(folder / f"{name}.csv" for name in frames)


FORMAT: Final = Format("csv", write)
