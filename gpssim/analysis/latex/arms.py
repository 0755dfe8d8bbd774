"""What each arm bought with as a table for a paper."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from gpssim.files.writing import write_text
from gpssim.texts.comparisons import CLOSURES, PERIODS
from gpssim.texts.latex import Column, Heading, Row, Table, escaped, written
from gpssim.texts.names import name
from gpssim.texts.numbers import percent
from gpssim.texts.papers import CAPTIONS, COLUMNS, NOTES
from gpssim.texts.text import Language, named, said

SHARES: Final = ("own_share", "failure_rate", "inherited_share", "kept_share", "bridge_share")


def arms_table(
    frame: pd.DataFrame, path: str | Path | None = None, language: Language = "en", *, caption: str = "", label: str = "tab:arms"
) -> str:
    r"""What each arm bought with as LaTeX (``booktabs``), written to ``path`` where one is given; returns the text.

    Parameters
    ----------
    frame : what :func:`gpssim.analysis.arms.arms` returns, or rows of it; closures and periods stand in parts of their own.
    path, language, caption, label : as for :func:`comparison_table`.
    """
    kept = [key for key in SHARES if key != "kept_share" or frame["kept_share"].gt(0.0).any()]
    parts = list(frame.groupby(["closure", "period"], sort=False, observed=True))
    lines: list[Heading | Row] = []
    for (money, period), part in parts:
        words = named(PERIODS, str(period), language), named(CLOSURES, str(money), language)
        title = ("，" if language == "zh" else ", ").join(words)
        lines += [Heading(title[:1].upper() + title[1:], panel=True)] * (len(parts) > 1)
        for row in part.to_dict("records"):
            cells = [name(str(row["policy"]), language), *(percent(row[key], language) for key in kept)]
            lines.append(Row(tuple(escaped(cell, language) for cell in cells), inset=len(parts) > 1))
    columns = (Column(said(COLUMNS, "policy", language), 1.0), *(Column(said(COLUMNS, key, language)) for key in kept))
    told = caption or said(CAPTIONS, "arms", language)
    text = written(Table(told, label, columns, tuple(lines), (said(NOTES, "shares", language),), language))
    if path is not None:
        write_text(text, path)
    return text
