"""A comparison as a table for a paper: outcomes one below the other, under each the policies with their differences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from gpssim.analysis.latex.notes import note_on_arms, notes_on_pairs
from gpssim.analysis.splitting import labeled_by_cell, split_of
from gpssim.files.writing import write_text
from gpssim.texts.comparisons import CLOSURES, HEADINGS, PERIODS
from gpssim.texts.latex import Column, Heading, Row, Table, escaped, written
from gpssim.texts.names import name
from gpssim.texts.numbers import estimate, percent, shown, small
from gpssim.texts.papers import CAPTIONS, COLUMNS
from gpssim.texts.splits import split_name
from gpssim.texts.text import Language, named, said
from gpssim.texts.units import unit

if TYPE_CHECKING:
    from collections.abc import Hashable

PANEL: Final = ["closure", "period"]


def comparison_table(
    frame: pd.DataFrame,
    path: str | Path | None = None,
    language: Language = "en",
    bought: pd.DataFrame | None = None,
    *,
    caption: str = "",
    label: str = "tab:comparison",
) -> str:
    r"""A comparison as LaTeX (``booktabs``), written to ``path`` where one is given; returns the text.

    Under each outcome stand the baseline and every policy with its mean, its difference and its interval, in one part of the table
    for each period and closure; where one policy is compared, an outcome is one line. Long tables go over pages (``longtable``).

    A comparison that is split has each outcome once for each cell, which is named behind it.

    Parameters
    ----------
    frame : what :func:`gpssim.analysis.compare` returns, or rows of it.
    path : file to write, such as ``comparison.tex``.
    language : ``en`` or ``zh`` (needs ``ctex``, or ``CJKutf8`` under pdfLaTeX).
    bought : what :func:`gpssim.analysis.arms.arms` returns: a note below the table says what each arm bought with.
    caption : in plain text; says by default what is compared with what.
    label : for ``\ref``.
    """
    frame = labeled_by_cell(frame)
    parts = list(frame.groupby(PANEL, sort=False, observed=True))
    pair = frame["policy_b"].nunique() == 1
    lines: list[Heading | Row] = []
    for (money, period), part in parts:
        lines += [Heading(_panel(str(money), str(period), language), panel=True)] * (len(parts) > 1)
        lines += _pairs(part, language) if pair else _groups(part, language)
    notes = [*notes_on_pairs(frame, language), *([] if bought is None else [note_on_arms(bought, language)])]
    told = caption or _caption(frame, language)
    text = written(Table(told, label, _columns(frame, pair, language), tuple(lines), tuple(notes), language))
    if path is not None:
        write_text(text, path)
    return text


def _columns(frame: pd.DataFrame, pair: bool, language: Language) -> tuple[Column, ...]:
    names = ("baseline", "policy") if pair else ("mean",)
    heads = [said(HEADINGS, key, language) for key in (*names, "difference", "interval", *_extra(frame))]
    if "p_holm" in _extra(frame):
        heads[-1] = said(COLUMNS, "p_holm", language)
    return (Column(said(HEADINGS, "outcome" if pair else "policy", language), 1.0), *map(Column, heads))


def _extra(frame: pd.DataFrame) -> list[str]:
    """Columns that are there only where worlds were sampled."""
    return [key for key in ("same_sign_share", "p_holm") if frame[key].notna().any()]


def _groups(part: pd.DataFrame, language: Language) -> Iterator[Heading | Row]:
    """Each outcome as a heading; below it the baseline, then every policy."""
    for _, rows in part.groupby(["outcome", "label"], sort=False, observed=True):
        records = rows.to_dict("records")
        yield Heading(_outcome(records[0], language))
        baseline = (_policy(records[0]["policy_a"], language), shown(records[0]["mean_a"]))
        extra = _extra(part)
        yield Row(_cells([*baseline, "", "", *[""] * len(extra)], language), inset=True, keep=True)
        for row in records:
            cells = [_policy(row["policy_b"], language), shown(row["mean_b"]), *_numbers(row, extra, language)]
            yield Row(_cells(cells, language), inset=True, keep=row is not records[-1])


def _pairs(part: pd.DataFrame, language: Language) -> Iterator[Row]:
    """Each outcome as one line."""
    for row in part.to_dict("records"):
        means = shown(row["mean_a"]), shown(row["mean_b"])
        yield Row(_cells([_outcome(row, language), *means, *_numbers(row, _extra(part), language)], language))


def _numbers(row: dict[Hashable, Any], extra: list[str], language: Language) -> list[str]:
    difference = estimate(row["difference"], row["low"], row["high"])
    more = {"same_sign_share": percent(row["same_sign_share"], language), "p_holm": small(row["p_holm"])}
    return [*difference, *(more[key] for key in extra)]


def _cells(texts: list[str], language: Language) -> tuple[str, ...]:
    return tuple(escaped(text, language) for text in texts)


def _outcome(row: dict[Hashable, Any], language: Language) -> str:
    label = row["label_zh" if language == "zh" else "label"]
    return f"{label}（{unit(row['unit'], language)}）" if language == "zh" else f"{label} ({unit(row['unit'], language)})"


def _policy(key: str, language: Language) -> str:
    return name(str(key), language)


def _panel(money: str, period: str, language: Language) -> str:
    words = named(PERIODS, period, language), named(CLOSURES, money, language)
    text = ("，" if language == "zh" else ", ").join(words)
    return text[:1].upper() + text[1:]


def _caption(frame: pd.DataFrame, language: Language) -> str:
    """What is compared with what; period and closure, where there is one of each."""
    policies = [_policy(key, language) for key in frame["policy_b"].unique()]
    baseline = _policy(frame["policy_a"].iloc[0], language) if len(frame) else ""
    text = said(CAPTIONS, "pair" if len(policies) == 1 else "comparison", language, baseline=baseline, policy="".join(policies[:1]))
    text += "".join(said(CAPTIONS, "split", language, by=split_name(one, language)) for one in split_of(frame))
    if frame[PANEL].drop_duplicates().shape[0] == 1:
        panel = _panel(frame["closure"].iloc[0], frame["period"].iloc[0], language)
        text += f"（{panel}）" if language == "zh" else f": {panel[:1].lower()}{panel[1:]}"
    return text[:1].upper() + text[1:]
