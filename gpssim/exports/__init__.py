"""Results for other people's tools: tables in which every column has a label and a unit, as CSV, Excel, Stata or Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gpssim.analysis.splitting import split_by
from gpssim.errors import unknown
from gpssim.exports.formats import format_of
from gpssim.exports.sheets import sheets_of
from gpssim.files.places import place_of
from gpssim.files.sparing import made, the_rest_goes_on
from gpssim.plain import listed
from gpssim.texts.text import LANGUAGES, Language

if TYPE_CHECKING:
    from pathlib import Path

    from gpssim.records.results import Results

__all__ = ["export", "format_of"]


def export(
    results: Results,
    folder: str | Path,
    format: str = "csv",  # noqa: A002  # what everybody calls it
    tables: Sequence[str] = (),
    by: Sequence[str] = (),
    language: Language = "en",
) -> tuple[Path, ...]:
    """Write results for R, Stata, Excel or any other tool; files of the same names are replaced.

    Parameters
    ----------
    results : a study's results.
    folder : where the files go; made where it is missing.
    format : ``csv``, ``xlsx`` (needs openpyxl), ``dta`` (Stata 14 and later) or ``parquet``.
    tables : tables of ``records.tables`` that are wanted, too, such as ``("projects", "contracts")``; none by default.
    by : splits of the comparison that are wanted, too, such as ``("group",)``.
    language : of labels and units, ``en`` or ``zh``; the meanings of columns of ``tables`` are in English.

    Returns
    -------
    The files: the comparison (where there are two policies), the outcomes of every run (a row a run and period, a column an
    outcome), what arms bought with, the tables asked for, and a list of variables (in Parquet it is metadata of the fields); in
    Excel all of them are sheets of one file. All hold the same numbers (Excel's have 16 digits); infinity is missing in Stata.

    Raises
    ------
    UnknownNameError : no such format, table, split or language.
    NotWrittenError : a file could not be written (a spreadsheet has it open, the disk is full); all others are.
    StudyError : a package that the format needs is not there, or a table is too long for it.
    """
    chosen = format_of(format)
    if language not in LANGUAGES:
        raise unknown("language", language, LANGUAGES)
    sheets = sheets_of(results, listed("tables", tables, "a list of tables"), split_by(by), language)
    target = place_of(folder)
    with the_rest_goes_on():
        return chosen.write(sheets, target) if made(target) else ()
