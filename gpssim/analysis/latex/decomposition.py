"""A decomposition as a table for a paper: full information, each friction's part, what is left, the loss."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from gpssim.analysis.domains import few
from gpssim.analysis.latex.notes import ranged
from gpssim.files.writing import write_text
from gpssim.texts.comparisons import HEADINGS
from gpssim.texts.latex import Column, Heading, Row, Table, escaped, written
from gpssim.texts.names import name
from gpssim.texts.numbers import estimate, percent, shown
from gpssim.texts.papers import CAPTIONS, NOTES
from gpssim.texts.text import Language, said
from gpssim.texts.units import unit

PARTS: Final = ("part", "mean", "interval", "share")


def decomposition_table(
    frame: pd.DataFrame,
    path: str | Path | None = None,
    language: Language = "en",
    *,
    caption: str = "",
    label: str = "tab:decomposition",
) -> str:
    """A decomposition as LaTeX (``booktabs``): a line for full information, each part, what is left and the loss.

    Parameters are those of :func:`comparison_table`; ``frame`` is what :func:`gpssim.analysis.decompose` returns.
    """
    zh = "_zh" if language == "zh" else ""
    first = frame.iloc[0]
    told = said(CAPTIONS, "decomposition", language, outcome=first[f"outcome_label{zh}"], unit=unit(first["unit"], language))
    lines: list[Heading | Row] = []
    for policy, part in frame.groupby("policy", sort=False, observed=True):
        lines.append(Heading(name(str(policy), language)))
        for row in part.to_dict("records"):
            interval = estimate(row["mean"], row["low"], row["high"])
            value = interval.value if interval.interval else shown(row["mean"])
            share = percent(row["share"], language) if np.isfinite(row["share"]) else ""
            cells = (row[f"label{zh}"], value, interval.interval, share)
            lines.append(Row(tuple(escaped(cell, language) for cell in cells), inset=True))
    heads = [said(HEADINGS, part, language) for part in PARTS]
    columns = (Column(heads[0], 1.0), *map(Column, heads[1:]))
    text = written(Table(caption or told, label, columns, tuple(lines), tuple(_notes(frame, language)), language))
    if path is not None:
        write_text(text, path)
    return text


def doubts(frame: pd.DataFrame, language: Language) -> list[str]:
    """What keeps a decomposition from being believed: few replications, a loss that may be none; the same on paper and screen."""
    losses = frame[frame["row"] == "loss"] if "row" in frame else frame
    told = {"few": few(int(frame["n"].max())), "no_shares": bool(losses["share"].isna().any())}
    return [said(NOTES, key, language) for key, so in told.items() if so]


def _notes(frame: pd.DataFrame, language: Language) -> list[str]:
    notes = [said(NOTES, "losses", language, n=ranged(int(frame["n"].min()), int(frame["n"].max()), language))]
    notes += doubts(frame, language)
    if left := int(frame["n_left_out"].max()):
        notes.append(said(NOTES, "left_out", language, n=left))
    return notes
