"""CSV: a file a table, ``variables.csv`` says what the columns are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gpssim.exports.formats.base import Format
from gpssim.exports.sheets import Export


def write(export: Export, folder: Path) -> tuple[Path, ...]:
    """UTF-8, numbers to the last digit, nothing where a value is missing."""
    frames = {**{sheet.name: sheet.frame for sheet in export.sheets}, "variables": export.labels}
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    return tuple(folder / f"{name}.csv" for name in frames)


FORMAT: Final = Format("csv", write)
