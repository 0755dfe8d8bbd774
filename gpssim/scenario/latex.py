"""The table of parameters for a paper: what each is and how it is set, its value, what it may be, where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from gpssim.files.writing import write_text
from gpssim.scenario.parameters import ParameterRow
from gpssim.scenario.tables import cells, group_of
from gpssim.scenario.words import HEADINGS
from gpssim.texts.latex import Column, Heading, Row, Table, breakable, code, escaped, written
from gpssim.texts.papers import CAPTIONS, NOTES
from gpssim.texts.text import Language, said

WIDTHS = {"parameter": 0.35, "value": 0.19, "domain": 0.19, "source": 0.27}
"""Columns, and the part of the line that each has."""


def parameter_table(
    rows: Iterable[ParameterRow],
    path: str | Path | None = None,
    language: Language = "en",
    *,
    caption: str = "",
    label: str = "tab:parameters",
) -> str:
    r"""Parameters as LaTeX (``booktabs``; ``longtable`` where there are many), written to ``path`` where one is given.

    Parameters
    ----------
    rows : what :func:`gpssim.scenario.parameters` returns, or some of them; groups have headings.
    path : file to write, such as ``parameters.tex``.
    language : ``en`` or ``zh`` (needs ``ctex``, or ``CJKutf8`` under pdfLaTeX).
    caption : in plain text.
    label : for ``\ref``.
    """
    lines: list[Heading | Row] = []
    for group, members in groupby(rows, key=group_of):
        lines.append(Heading(group, typed=True))
        lines += [Row(_cells(row, group, language)) for row in members]
    columns = tuple(Column(_capital(said(HEADINGS, key, language)), width) for key, width in WIDTHS.items())
    told = caption or said(CAPTIONS, "parameters", language)
    text = written(Table(told, label, columns, tuple(lines), (said(NOTES, "stated", language),), language))
    if path is not None:
        write_text(text, path)
    return text


def _cells(row: ParameterRow, group: str, language: Language) -> tuple[str, ...]:
    """Meaning above the name to type, value and unit, domain above the tested range, source."""
    path, value, unit, domain, swept, meaning, source = cells(row, language)
    told = f"{breakable(meaning, language)}\\newline {code(path.removeprefix(f'{group}.'))}"
    tested = f"\\newline [{escaped(swept.replace(' – ', ', '), language)}]" if swept else ""
    amount = f"{value} {unit}" if unit not in ("1", "–") else value
    return told, breakable(amount, language), breakable(domain, language) + tested, breakable(source, language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
