"""Figure: how paired differences settle with the number of replications, a panel each, beside the band that is asked for."""

from __future__ import annotations

from functools import partial
from math import ceil
from textwrap import fill
from typing import TYPE_CHECKING, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.analysis.convergence import convergence
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import policy_legend
from gpssim.figures.panels import MARKERS_PER_LINE, Sheet, empty, letter, note, undefined
from gpssim.figures.short_numbers import short_ticks
from gpssim.figures.style import ONE_COLUMN, QUIET, SHADE, TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.comparisons import CLOSURES
from gpssim.texts.names import name
from gpssim.texts.text import Language, in_brackets, named
from gpssim.texts.units import unit

if TYPE_CHECKING:
    from gpssim.analysis.sequential import Rule

PER_ROW: Final = 3
SEEN_FROM: Final = 5
"""Replications from which intervals are drawn, where there are so many: before, they are many times as wide."""
ROOM: Final = 6.0
"""Height of a panel in half-widths of the last interval, or of the target where that is wider."""


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """Small multiples, three in a row: an outcome and policy each."""
    panels = list(data.groupby(["outcome", "period", "closure", "policy_b"], sort=False, observed=True))
    if not panels:
        return undefined(language)
    across = min(PER_ROW, len(panels))
    down = ceil(len(panels) / across)
    figure = Sheet(TWO_COLUMNS if across > 1 else ONE_COLUMN, 1.55 * down + 0.75)
    sheet, policies = figure.subplots(down, across, squeeze=False).flat, list(dict.fromkeys(data["policy_b"]))
    for index, axes in enumerate(sheet):
        if index >= len(panels):
            axes.remove()
            continue
        _panel(axes, panels[index][1], policies, language)
        letter(axes, index, _title(panels[index][1], data, across, language))
        if index >= len(panels) - across:
            axes.set_xlabel(word("replications_so_far", language))
    if len(policies) > 1:
        policy_legend(figure, policies, language)
    note(figure, _notes(data, language), language)
    return figure


def _title(rows: pd.DataFrame, data: pd.DataFrame, across: int, language: Language) -> str:
    """The outcome; its closure where there are two."""
    label = str(rows["label_zh" if language == "zh" else "label"].iloc[0])
    if data["closure"].nunique() > 1:
        label = in_brackets(label, named(CLOSURES, str(rows["closure"].iloc[0]), language), language)
    return fill(label, (24 if across > 1 else 44) // (1 + (language == "zh")))


def _panel(axes: Axes, rows: pd.DataFrame, policies: list[str], language: Language) -> None:
    """The mean with its interval; dashed, how far the interval may reach at the end."""
    drawn = rows[rows["replications"] >= min(SEEN_FROM, rows["replications"].max())]
    axes.set_ylabel(fill(unit(rows["unit"].iloc[0], language), 20))
    if not drawn["difference"].notna().any():
        empty(axes, language)
        return
    look, end = looks(policies)[str(rows["policy_b"].iloc[0])], drawn.iloc[-1]
    last, target = float(end["difference"]), float(end["target"])
    if target == target:
        axes.axhspan(last - target, last + target, color=SHADE, lw=0, zorder=0)
        for edge in (last - target, last + target):
            axes.axhline(edge, color=QUIET, lw=0.7, ls=(0, (3, 2)), zorder=1)
    axes.fill_between(drawn["replications"], drawn["low"], drawn["high"], color=look.color, alpha=0.2, lw=0)
    every = max(1, len(drawn) // MARKERS_PER_LINE)
    axes.plot(
        drawn["replications"], drawn["difference"], color=look.color, ls=look.line, marker=look.marker,
        markevery=(every // 2, every), zorder=3,
    )  # fmt: skip
    half = max(float(end["high"] - end["low"]) / 2, target if target == target else 0.0)
    room = ROOM / 2 * half or abs(last) or 1.0
    axes.set_ylim(last - room, last + room)
    axes.set_xlim(0, float(drawn["replications"].max()) * 1.02)
    short_ticks(axes, "y", most=6)


def _notes(data: pd.DataFrame, language: Language) -> list[str]:
    baseline, n = name(str(data["policy_a"].iloc[0]), language), int(data["replications"].max())
    level = f"{100 * float(data['level'].iloc[0]):.4g}"
    others = [name(str(policy), language) for policy in data["policy_b"].unique()]
    one = {"policy": others[0]} if len(others) == 1 else {}  # several stand in the key
    said = [word("convergence_note_one" if one else "convergence_note", language, baseline=baseline, n=n, level=level, **one)]
    return [*said, word("convergence_target", language)] if data["target"].notna().any() else said


def converging(rule: Rule | None = None) -> FigureKind:
    """The figure of the outcomes and targets of a rule; without one, of the primary outcomes."""
    title, title_zh = "How differences settle with replications", "差值随重复次数的收敛"
    return FigureKind("convergence", title, title_zh, partial(convergence, rule=rule), plot, needs="asking")


FIGURE: Final = converging()
