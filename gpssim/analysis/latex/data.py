"""Any table of numbers as a table for a paper: words first, then numbers; the two ends of an interval are one column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from gpssim.analysis.indicators import indicators
from gpssim.errors import StudyError
from gpssim.files.writing import write_text
from gpssim.texts.comparisons import HEADINGS
from gpssim.texts.latex import Column, Heading, Row, Table, breakable, escaped, written
from gpssim.texts.names import name
from gpssim.texts.numbers import MISSING, estimate, shown
from gpssim.texts.text import Language, said
from gpssim.texts.units import unit

ENDS: Final = ("low", "high")
"""Columns that hold the ends of an interval, of the number in the column before them."""


def data_table(
    frame: pd.DataFrame,
    path: str | Path | None = None,
    language: Language = "en",
    *,
    caption: str = "",
    label: str = "tab:data",
    notes: Sequence[str] = (),
) -> str:
    r"""Any table as LaTeX (``booktabs``), such as those that experiments save; written to ``path`` where one is given.

    Parameters
    ----------
    frame : rows as they are to stand. Columns of words come first; where the first of several repeats itself, it becomes a
        heading above its rows. ``low`` and ``high`` become an interval beside the number before them. Outcomes and policies are
        named.
    path, language, caption, label : as for :func:`comparison_table`.
    notes : sentences below the table.

    Raises
    ------
    StudyError : the table is wider than a page, or has no rows.
    """
    table = table_of(frame, language, caption, label, notes)
    if not len(frame) or not table.fits:
        raise StudyError(f"a table of {len(frame)} rows and {frame.shape[1]} columns does not fit a page: choose columns and rows")
    text = written(table)
    if path is not None:
        write_text(text, path)
    return text


def table_of(frame: pd.DataFrame, language: Language, caption: str, label: str, notes: Sequence[str] = ()) -> Table:
    """The same before it is written, to see whether it fits a page."""
    words = [str(c) for c in frame if not is_numeric_dtype(frame[c]) or is_bool_dtype(frame[c])]
    grouped = len(words) > 1 and bool(frame[words[0]].duplicated().any())
    numbers = [str(c) for c in frame if str(c) not in words]
    columns = [*_words(frame, words[grouped:], language), *(Column(_head(c, language)) for c in _merged(numbers))]
    lines = tuple(_lines(frame, words, numbers, grouped, language))
    return Table(caption, label, tuple(columns), lines, tuple(notes), language)


def _words(frame: pd.DataFrame, columns: Sequence[str], language: Language) -> Iterator[Column]:
    """Columns of words, as wide as their longest ones ask for, together the whole that is free."""
    longest = {c: max([len(_head(c, language)), *(len(_said(v, language)) for v in frame[c])]) for c in columns}
    for column, length in longest.items():
        yield Column(_head(column, language), min(length, 40) / sum(min(one, 40) for one in longest.values()))


def _merged(numbers: list[str]) -> list[str]:
    """Columns of numbers with the two ends of an interval as one."""
    if not set(ENDS) <= set(numbers) or numbers.index("low") == 0:
        return numbers
    return ["interval" if c == "low" else c for c in numbers if c != "high"]


def _lines(frame: pd.DataFrame, words: list[str], numbers: list[str], grouped: bool, language: Language) -> Iterator[Heading | Row]:
    before = None
    for row in frame.to_dict("records"):
        if grouped and row[words[0]] != before:
            before = row[words[0]]
            yield Heading(_said(before, language))
        texts = [breakable(_said(row[c], language), language) for c in words[grouped:]]
        yield Row((*texts, *(escaped(text, language) for text in _numbers(row, numbers))), inset=grouped)


def _numbers(row: dict[Any, Any], numbers: list[str]) -> list[str]:
    """Numbers with three figures; one that has an interval with the interval's places."""
    texts = {c: str(row[c]) if isinstance(row[c], int) else shown(float(row[c])) for c in numbers}
    merged = _merged(numbers)
    if "interval" in merged and "low" in numbers:
        measured = numbers[numbers.index("low") - 1]
        texts[measured], texts["interval"] = estimate(row[measured], row["low"], row["high"])
    return [texts[c] for c in merged]


def _head(column: str, language: Language) -> str:
    """A heading: of comparisons, of an outcome with its unit, or the column's name in words."""
    if column in HEADINGS:
        return said(HEADINGS, column, language)
    text = _said(column, language)
    return text[:1].upper() + text[1:]


def _said(value: object, language: Language) -> str:
    """A cell of words: an outcome by its label, a policy, group or domain by its name, anything else as it is."""
    if not isinstance(value, str):
        return MISSING if value is None or value != value else str(value)
    if (found := indicators().get(value)) is not None:
        label = found.label_zh if language == "zh" else found.label
        return f"{label}（{unit(found.unit, language)}）" if language == "zh" else f"{label} ({unit(found.unit, language)})"
    return name(value, language) if value.isidentifier() else value
