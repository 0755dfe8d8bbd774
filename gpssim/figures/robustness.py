"""Figure: how policies hold over worlds: how often each has which rank, and its regret."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from gpssim.analysis.indicators import indicator
from gpssim.analysis.left_out import tried
from gpssim.analysis.questions import Question, asked
from gpssim.analysis.robustness import rank_shares, regrets
from gpssim.analysis.robustness.side_by_side import fits
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import folded, legend
from gpssim.figures.panels import Sheet, across, letter, note, rows_of, undefined
from gpssim.figures.short_numbers import short_ticks
from gpssim.figures.style import BLUE, FAINT, INK, TWO_COLUMNS
from gpssim.figures.words import unit_of, word
from gpssim.texts.names import name
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

MOST: Final = 5
"""Outcomes that are shown at most: each takes a row of two panels."""
PAGE, LEAST, AROUND = 8.6, 0.7, 0.6
"""Height of the rows of a sheet; least height of a row; what stands around it, inches."""
ROW, LETTERS, LINE = 0.21, 26, 0.115
"""Height of a policy, inches; letters in a line of its name; height of that line."""
KEYS: Final = ["outcome", "period"]


def frame(results: Results) -> pd.DataFrame:
    """For each outcome that has a better direction the share of each rank (``rank`` 1, 2, …) beside each policy's regret."""
    ranked = [one for one in asked(results) if indicator(one.outcome).direction]
    most = max(1, min(MOST, int(PAGE / (_tall(results.policies) + AROUND))))
    found = [
        table
        for one in ranked[:most]
        if len(table := tried("panel", one.outcome, lambda one=one: _table(results, one), pd.DataFrame()))  # type: ignore[misc]  # a name bound early
    ]
    return pd.concat(found, ignore_index=True).assign(more=max(len(ranked) - most, 0)) if found else pd.DataFrame(columns=KEYS)


def _table(results: Results, one: Question) -> pd.DataFrame:
    regret = regrets(results, one).set_index("policy")[["expected", "low", "high", "largest"]]
    ranks = rank_shares(results, one)[["policy", "rank", "share", "n"]]
    order = {policy: place for place, policy in enumerate(regret.index)}
    rows = ranks.join(regret, on="policy").sort_values(["policy", "rank"], key=lambda c: c.map(order) if c.name == "policy" else c)
    return rows.assign(outcome=one.outcome, period=str(one.period))


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A row of two panels for each outcome: ranks as parts of a bar, and regret; the least expected regret on top."""
    given = [rows for _, rows in data.groupby(KEYS, sort=False)] if len(data) else []
    if not given:
        return undefined(language)
    tall = [_tall(dict.fromkeys(rows["policy"])) for rows in given]
    figure = Sheet(TWO_COLUMNS, sum(tall) + AROUND * len(given) + 0.7)
    grid: Any = figure.subplots(len(given), 2, squeeze=False, sharey="row", width_ratios=[1.2, 1], height_ratios=tall)
    for place, rows in enumerate(given):
        _ranks(grid[place, 0], rows, language)
        _regret(grid[place, 1], rows.drop_duplicates("policy"), language)
        one = indicator(rows["outcome"].iloc[0])
        letter(grid[place, 0], place, one.label_zh if language == "zh" else one.label)
    legend(figure, _handles(int(data["rank"].max()), language))
    more = int(data["more"].iloc[0])
    also = [word("more_panels", language, n=more)] if more else []
    note(figure, [word("robustness_note", language, n=int(data["n"].max())), *also], language)
    return figure


def _tall(policies: Iterable[str]) -> float:
    return max(LEAST, sum(map(_height, policies)))


def _height(policy: str) -> float:
    lines = max(folded(name(policy, language), LETTERS).count("\n") for language in ("en", "zh"))
    return ROW + LINE * lines


def _shade(rank: int, n: int) -> str:
    """Dark for the best, pale for the last."""
    part = (rank - 1) / max(n - 1, 1)
    red, green, blue = ((1 - part) * dark + part * pale for dark, pale in zip(to_rgb(BLUE), to_rgb(FAINT), strict=True))
    return to_hex((red, green, blue))


def _ranks(axes: Axes, rows: pd.DataFrame, language: Language) -> None:
    policies = list(dict.fromkeys(rows["policy"]))
    last = int(rows["rank"].max())
    for y, policy in enumerate(policies):
        start = 0.0
        for row in rows_of(rows[rows["policy"] == policy]):
            axes.barh(y, row.share, left=start, height=0.7, color=_shade(row.rank, last), edgecolor="white", lw=0.4)
            start += row.share
    across(axes)
    axes.set_yticks(range(len(policies)), [folded(name(policy, language), LETTERS) for policy in policies], linespacing=0.95)
    axes.set_ylim(len(policies) - 0.5, -0.5)
    axes.set(xlim=(0, 1), xticks=[0, 0.25, 0.5, 0.75, 1])
    axes.set_xlabel(word("share_of_worlds", language))


def _regret(axes: Axes, rows: pd.DataFrame, language: Language) -> None:
    for y, row in enumerate(rows_of(rows)):
        axes.plot([row.expected, row.largest], [y, y], color=FAINT, lw=1.2, zorder=1)
        axes.plot([row.low, row.high], [y, y], color=BLUE, lw=1.3)
        axes.plot(row.expected, y, color=BLUE, marker="o", ls="none", ms=4)
        axes.plot(row.largest, y, color=INK, marker="|", ls="none", ms=6, mew=1.2)
    across(axes)
    axes.tick_params(axis="y", labelleft=False)
    axes.set_xlim(left=0.0)
    short_ticks(axes, "x")
    axes.set_xlabel(word("regret_axis", language, unit=unit_of(rows["outcome"].iloc[0], language)))


def _handles(last: int, language: Language) -> list[Any]:
    ranks = [Patch(color=_shade(rank, last), label=word("rank", language, n=rank)) for rank in range(1, last + 1)]
    expected = Line2D([], [], color=BLUE, marker="o", label=word("expected_regret", language))
    return [*ranks, expected, Line2D([], [], color=INK, marker="|", ls="none", mew=1.2, label=word("largest_regret", language))]


FIGURE: Final = FigureKind("robustness", "Policies over worlds", "各政策在各世界中的表现", frame, plot, only=fits)
