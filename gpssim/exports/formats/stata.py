"""Stata: a file a table, every variable with its label, the file with its title; Stata 14 and later read it, R (haven) does too.

Labels are short there, so that a last file, ``variables.dta``, has them whole.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import pandas as pd

from gpssim.errors import StudyError
from gpssim.exports.formats.base import Format
from gpssim.exports.sheets import Export, Sheet
from gpssim.exports.variables import Variable
from gpssim.files.sparing import sparing
from gpssim.files.writing import whole

VERSION: Final = 118
"""Stata 14: the first that holds Chinese."""
LONGEST_LABEL, LONGEST_NAME = 80, 32
"""Characters that Stata keeps."""
LARGEST: Final = 2_147_483_620
"""Whole numbers beyond which it keeps floats."""
LARGEST_FLOAT: Final = 2.0**1023
"""From here on its numbers mean that a value is missing; it has no infinity."""
LIST: Final = "variables"


def write(export: Export, folder: Path) -> tuple[Path, ...]:
    """One file a sheet, and the list of variables."""
    sheets = (*export.sheets, _list(export))
    files = tuple(folder / f"{sheet.name}.dta" for sheet in sheets)
    stamp = datetime.fromisoformat(export.source["written"]) if "written" in export.source else None  # not today: the same bytes
    for sheet, file in zip(sheets, files, strict=True):
        labels = {v.name: _label(v) for v in sheet.variables}
        with sparing(file), whole(file) as place:
            storable(sheet).to_stata(
                place,
                write_index=False,
                version=VERSION,
                variable_labels=labels,
                data_label=_cut(sheet.title),
                time_stamp=stamp,
            )
    return files


def _list(export: Export) -> Sheet:
    """The list of variables as a table of its own; its columns are named in English, whatever the language of labels."""
    names = ("table", "variable", "label", "unit")
    frame = export.labels.set_axis(list(names), axis="columns")
    told = [export.headings[key] for key in ("sheet", "variable", "label", "unit")]
    return Sheet(LIST, ", ".join(told), frame, tuple(map(Variable, names, told)))


def storable(sheet: Sheet) -> pd.DataFrame:
    """Columns in types that Stata has: names as text, flags as 0 and 1, keys of 64 bits as text, large whole numbers as floats.

    Numbers that it cannot hold, infinity among them, are missing.

    Raises
    ------
    StudyError : a name that Stata would cut.
    """
    long = [name for name in sheet.frame if len(str(name)) > LONGEST_NAME]
    if long:
        told = f"{long[0]!r} is longer than the {LONGEST_NAME} characters of a name in Stata"
        raise StudyError(f"export as dta: {told}; choose another format")
    return pd.DataFrame({name: _column(sheet.frame[name]) for name in sheet.frame})


def _column(values: pd.Series) -> pd.Series:
    kind = str(values.dtype)
    if kind in ("category", "object", "str", "string"):
        return values.astype(object).where(values.notna(), "").astype(str)
    if kind == "bool":
        return values.astype("int8")
    if kind == "uint64":
        return values.astype(str)
    if kind == "int64":
        return values.astype("int32" if values.abs().max() < LARGEST else "float64")
    return values.where(values.astype("float64").abs() < LARGEST_FLOAT) if kind.startswith("float") else values


def _label(variable: Variable) -> str:
    """Label and unit; of a long label the end is left out, not the unit."""
    room = LONGEST_LABEL - len(variable.unit_told)
    if len(variable.told) <= LONGEST_LABEL or room < LONGEST_LABEL // 2:
        return _cut(variable.told)
    return variable.label[: room - 1].rstrip() + "…" + variable.unit_told


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"


FORMAT: Final = Format("dta", write)
