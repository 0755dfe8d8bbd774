"""Excel: one workbook; its first sheet says what there is and where it comes from, its last what every column is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from gpssim.errors import StudyError
from gpssim.exports.formats.base import Format
from gpssim.exports.sheets import Export, Sheet
from gpssim.files.sparing import sparing
from gpssim.files.writing import whole

FILE: Final = "gpssim.xlsx"
MOST_ROWS: Final = 1_048_575
"""Rows below the heading that a sheet of Excel holds."""
FIRST, LAST = "README", "labels"
WIDEST: Final = 60
"""Width of a column, characters."""


def write(export: Export, folder: Path) -> tuple[Path, ...]:
    """The workbook.

    Raises
    ------
    StudyError : a table with more rows than a sheet has.
    """
    for sheet in export.sheets:
        if len(sheet.frame) > MOST_ROWS:
            told = f"table {sheet.name!r} has {len(sheet.frame):,} rows, a sheet holds {MOST_ROWS:,}"
            raise StudyError(f"export as xlsx: {told}; choose another format")
    path = folder / FILE
    with sparing(path), whole(path) as place, place.open("wb") as stream, pd.ExcelWriter(stream, engine="openpyxl") as book:
        _written(book, FIRST, _readme(export))
        for sheet in export.sheets:
            _written(book, sheet.name, storable(sheet))
        _written(book, LAST, export.labels)
    return (path,)


def storable(sheet: Sheet) -> pd.DataFrame:
    """Keys of 64 bits as text: a cell of Excel keeps 15 digits of a number."""
    return sheet.frame.astype({name: str for name in sheet.frame if str(sheet.frame[name].dtype) == "uint64"})


def _readme(export: Export) -> pd.DataFrame:
    """What each sheet holds, how long it is, and what the numbers come from."""
    told = export.headings
    rows: list[tuple[str, str, int | None]] = [(sheet.name, sheet.title, len(sheet.frame)) for sheet in export.sheets]
    rows += [(key, value, None) for key, value in export.source.items()]
    return pd.DataFrame(rows, columns=[told["sheet"], told["holds"], told["rows"]], dtype=object)


def _written(book: pd.ExcelWriter, name: str, frame: pd.DataFrame) -> None:
    """A sheet with its heading frozen and columns as wide as their heading or longest text; what is missing is an empty cell."""
    from openpyxl.utils import get_column_letter

    frame.to_excel(book, sheet_name=name, index=False, freeze_panes=(1, 0))
    for place, column in enumerate(frame, start=1):
        for row in np.flatnonzero([isinstance(value, str) and value.startswith("=") for value in frame[column]]):
            book.sheets[name].cell(int(row) + 2, place).data_type = "s"  # a text is no formula
        for row in np.flatnonzero(frame[column].isna() | (frame[column] == "")):
            book.sheets[name].cell(int(row) + 2, place).value = None  # a cell that holds an empty text is not empty
        text = frame[column].astype(str).str.len().max() if str(frame[column].dtype) == "object" and len(frame) else 0
        book.sheets[name].column_dimensions[get_column_letter(place)].width = min(WIDEST, 2 + max(len(str(column)), int(text)))


FORMAT: Final = Format("xlsx", write, needs="openpyxl")
