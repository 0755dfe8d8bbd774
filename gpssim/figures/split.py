"""Figures of differences in each domain, group, district or kind: who gains and who loses, in each outcome's own unit.

One shape for all; ``differences_by_domain.py`` and its like name what is split, :func:`split_figure` makes one for anything else.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
from matplotlib.figure import Figure

from gpssim.analysis import compare
from gpssim.analysis.splitting import splittable
from gpssim.figures.charts.intervals import rows
from gpssim.figures.charts.texts import Texts
from gpssim.figures.flags import with_flags
from gpssim.figures.kind import FigureKind
from gpssim.figures.selection import closure_shown, few_note, period_shown
from gpssim.figures.words import word
from gpssim.texts.names import name
from gpssim.texts.splits import SPLITS, part_name
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

MOST_PANELS: Final = 9
MANY_CELLS, FEW_PANELS = 20, 3
"""From so many cells on, only so many outcomes are drawn: the sheet would not fit a page."""
COLUMNS: Final = ("panel", "row", "series", "mean", "low", "high", "policy_a", "policy_b", "closure", "first", "last", "n")


def split_figure(split: str) -> FigureKind:
    """The figure of a comparison split by ``domain``, ``group``, ``district``, ``kind`` …

    Raises
    ------
    KeyError : nothing has that name; :func:`gpssim.analysis.splitting.split_by` says so in a line.
    """
    by = SPLITS[split]
    title, title_zh = word("split_title", "en", by=by.en), word("split_title", "zh", by=by.zh)
    return FigureKind(f"differences_by_{split}", title, title_zh, partial(frame, split), partial(plot, split), needs="asking")


def frame(split: str, results: Results) -> pd.DataFrame:
    """The paired differences of primary outcomes (of all, where none is primary) in each cell: panels are outcomes, rows cells."""
    if len(results.policies) < 2:
        return pd.DataFrame(columns=list(COLUMNS))
    able = splittable((split,))
    chosen = [one.name for one in able if one.primary] or [one.name for one in able]
    window = period_shown(results)
    table = compare(results, outcomes=chosen, periods=[(window.first, window.last)], by=split)
    table = table[(table["closure"] == closure_shown(results)) & table["difference"].notna()]
    panels = list(dict.fromkeys(table["outcome"]))[: FEW_PANELS if table[split].nunique() > MANY_CELLS else MOST_PANELS]
    table = table[table["outcome"].isin(panels)]
    named = {"outcome": "panel", split: "row", "difference": "mean", "n_pairs": "n"}
    told = table.rename(columns=named).assign(series=table["policy_b"], first=window.first, last=window.last)
    return with_flags(told[list(COLUMNS)].reset_index(drop=True), results)


def plot(split: str, data: pd.DataFrame, language: Language) -> Figure:
    """Three panels side by side, an outcome each; rows are cells, a mark and an interval for each policy."""
    if data.empty:
        return nothing(language)
    cells = {str(part): (part_name(split, part, "en"), part_name(split, part, "zh")) for part in data["row"].unique()}
    texts = Texts(f"differences_by_{split}", ("", ""), (_note(data, "en"), _note(data, "zh")), cells)
    return rows(data.assign(row=data["row"].astype(str)), texts, language)


def _note(data: pd.DataFrame, language: Language) -> str:
    one = data.iloc[0]
    alone = [word("policy_shown", language, policy=name(one["policy_b"], language))] if data["series"].nunique() == 1 else []
    n, baseline = int(data["n"].max()), name(one["policy_a"], language)
    months = word("months_shown", language, first=one["first"], last=one["last"])
    said = [*alone, word("split_note", language, n=n, baseline=baseline), months, word(f"at_{one['closure']}", language)]
    said += few_note(n, language)
    said += [word("split_few", language)] * (data["row"].nunique() > MANY_CELLS)
    return ("" if language == "zh" else " ").join(said)


def nothing(language: Language) -> Figure:
    """An empty sheet that says why."""
    from gpssim.figures.panels import Sheet, empty
    from gpssim.figures.style import ONE_COLUMN

    figure = Sheet(ONE_COLUMN, 1.2)
    axes = figure.subplots()
    axes.set_axis_off()
    empty(axes, language, "needs_two")
    return figure
