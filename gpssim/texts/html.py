"""A small table as HTML, for notebooks: a title, a few rows, a line below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

MOST_ROWS: Final = 30
"""Rows that a table of a notebook has at most; how many more there are is said below it."""


def table(title: str, rows: Iterable[Sequence[object]], headings: Sequence[str] = (), note: str = "") -> str:
    """A table; a row of one cell is a heading across it, numbers written by the caller stand right from the second column on.

    >>> table("coverage", [("open tender", "0.2")])
    '<table><caption>coverage</caption><tbody><tr><th>open tender</th><td>0.2</td></tr></tbody></table>'
    """
    every = list(rows)
    kept = every[:MOST_ROWS]
    told = [note] * bool(note) + [f"{len(every) - MOST_ROWS} more rows"] * (len(every) > MOST_ROWS)
    head = f"<thead><tr>{_cells(headings, 'th')}</tr></thead>" if headings else ""
    body = "".join(f"<tr>{_row(row, max(map(len, kept)))}</tr>" for row in kept)
    foot = f"<p>{escape('; '.join(told))}</p>" if told else ""
    return f"<table><caption>{escape(title)}</caption>{head}<tbody>{body}</tbody></table>{foot}"


def _row(row: Sequence[object], width: int) -> str:
    if len(row) == 1 and width > 1:
        return f'<th colspan="{width}">{escape(str(row[0]))}</th>'
    return _cells(row[:1], "th") + _cells(row[1:], "td")


def _cells(cells: Iterable[object], tag: str) -> str:
    return "".join(f"<{tag}>{escape(str(cell))}</{tag}>" for cell in cells)
