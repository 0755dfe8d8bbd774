"""Figure: paired differences from the baseline policy, outcome by outcome, transition and later period apart."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from gpssim.analysis import compare, indicators
from gpssim.analysis.arms import follows_failure
from gpssim.analysis.compare import COLUMNS
from gpssim.analysis.periods import window_of
from gpssim.figures.forest_by_outcome import by_outcome
from gpssim.figures.forest_marks import PERIODS, arm, forest_legend, mark, numbers
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import folded
from gpssim.figures.panels import Sheet, across, empty, note, rows_of
from gpssim.figures.selection import few_note
from gpssim.figures.style import ONE_COLUMN, QUIET, SHADE, TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.following import following, with_following
from gpssim.texts.names import name
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

LETTERS: Final = {1: 60, 2: 34}
"""Letters that fit over and below one of so many panels."""

NEAR, TICKS, REACH = 10.0, (-100, -20, 0, 20, 100), 250.0
"""Percent: the axis is linear well within the first, labeled at the second, and ends at the third."""

ROW, LINE = 0.185, 0.14
"""Height of a row, and of a further line of a title, inches."""

SIDE_BY_SIDE: Final = 2
"""Panels up to which all outcomes share an axis in percent; where more is compared, each has its own (``forest_by_outcome``)."""


def frame(results: Results) -> pd.DataFrame:
    """The comparison's primary outcomes; differences and intervals in percent of the size of the baseline's mean, too."""
    if len(results.policies) < 2:
        return pd.DataFrame(columns=[*COLUMNS, "percent", "percent_low", "percent_high", "first", "last", "after_a", "after_b"])
    primary = [one.name for one in indicators().values() if one.primary]
    table = compare(results, outcomes=primary, periods=tuple(PERIODS))
    to_percent = (100 / table["mean_a"].abs()).where(table["relative"].notna())
    for column, of in (("percent", "difference"), ("percent_low", "low"), ("percent_high", "high")):
        table[column] = table[of] * to_percent
    positive = table["outcome"].map({one.name: one.domain[0] >= 0 for one in indicators().values()})
    table["percent_low"] = table["percent_low"].mask(positive & (table["percent_low"] < -100), -100.0)  # nothing falls by more
    windows = [window_of(period, results.months) for period in table["period"]]
    follows = follows_failure(results)
    after = {f"after_{side}": table[f"policy_{side}"].map(follows) for side in "ab"}
    return table.assign(first=[w.first for w in windows if w], last=[w.last for w in windows if w], **after)


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A forest plot: rows are outcomes under their families, a panel for each policy that is compared with the baseline.

    Where more than two are compared, a panel for each outcome, and policies are the rows.
    """
    if data.empty:
        return _nothing_to_compare(language)
    panels = list(dict.fromkeys(zip(data["closure"], data["policy_b"], strict=True)))
    figure = _side_by_side(data, panels, language) if len(panels) <= SIDE_BY_SIDE else by_outcome(data, language)
    forest_legend(figure, data, language)
    key = "forest_note" if len(panels) <= SIDE_BY_SIDE else "by_outcome_note"
    n, base = int(data["n_pairs"].max()), name(data["policy_a"].iloc[0], language)
    period = word(f"{data['period'].iloc[-1]}_period", language)
    said = [word(key, language, n=n, baseline=base), *few_note(n, language), *_follows(data, language)]
    said.append(word("forest_numbers", language, period=period))
    worlds, others = int(data["n_worlds"].max()), int(data["n_worlds_others"].max())
    note(figure, said + [word("same_sign", language, n=worlds, all=worlds + others)] * (worlds > 0), language)
    return figure


def _side_by_side(data: pd.DataFrame, panels: list[tuple[str, str]], language: Language) -> Figure:
    rows = _rows(data)
    given = looks(list(dict.fromkeys([*data["policy_a"], *data["policy_b"]])))
    room = LETTERS[len(panels)]
    titles = [folded(arm(policy, closure, data, language), room) for closure, policy in panels]
    across_all = folded(word("difference", language, baseline=name(data["policy_a"].iloc[0], language)), room)
    further = max(title.count("\n") for title in titles) + across_all.count("\n")
    figure = Sheet(TWO_COLUMNS, ROW * rows["y"].max() + 1.7 + LINE * further)
    grid = figure.subplots(1, len(panels), squeeze=False, sharey=True)[0]
    for axes, (closure, policy), title in zip(grid, panels, titles, strict=True):
        chosen = data[(data["closure"] == closure) & (data["policy_b"] == policy)].merge(rows, on="outcome")
        _panel(axes, chosen, given[policy].color, len(panels), language)
        axes.set_title(title)
        axes.set_xlabel(across_all)
    _labels(grid[0], data, rows, language)
    return figure


def _follows(data: pd.DataFrame, language: Language) -> list[str]:
    """What follows a failed call: once where it is the same in every arm, else with each policy."""
    after = dict(zip([*data["policy_a"], *data["policy_b"]], [*data["after_a"], *data["after_b"]], strict=True))
    told = {policy: following(str(one), language) for policy, one in after.items()}
    if len(set(told.values())) == 1:
        return [word("after_failure", language, follows=one) for one in set(told.values()) if one]
    stop = "。" if language == "zh" else "."
    return [with_following(name(policy, language), str(one), language) + stop for policy, one in after.items()]


def _nothing_to_compare(language: Language) -> Figure:
    figure = Sheet(ONE_COLUMN, 1.2)
    axes = figure.subplots()
    axes.set_axis_off()
    empty(axes, language, "needs_two")
    return figure


def _rows(data: pd.DataFrame) -> pd.DataFrame:
    """The height of each outcome: a row each, with a row above every family for its name."""
    outcomes = data.drop_duplicates("outcome")[["outcome", "family"]].reset_index(drop=True)
    first = outcomes["family"] != outcomes["family"].shift()
    return outcomes.assign(y=np.arange(len(outcomes)) + first.cumsum(), first_of_family=first)[["outcome", "y", "first_of_family"]]


def _panel(axes: Axes, data: pd.DataFrame, color: str, n_panels: int, language: Language) -> None:
    axes.axvline(0, color=QUIET, lw=0.8)
    for row in rows_of(data.drop_duplicates("outcome")):
        axes.fill_betweenx([row.y - 0.5, row.y + 0.5], 0, row.direction * REACH, color=SHADE, lw=0)
    for row in rows_of(data.dropna(subset="percent")):
        mark(axes, row.y, (row.percent, row.percent_low, row.percent_high), (row.period, color), (-REACH, REACH))
    axes.set_xscale("asinh", linear_width=NEAR)
    crowded = n_panels == SIDE_BY_SIDE and data["same_sign_share"].notna().any()
    axes.set_xticks(TICKS[::2] if crowded else TICKS)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:+.0f}".replace("-", "−") if value else "0")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set(xlim=(-REACH, REACH), ylim=(data["y"].max() + 0.6, -0.5))
    across(axes)
    axes.spines["left"].set_visible(False)
    numbers(axes, data[data["period"] == data["period"].iloc[-1]], language)


def _labels(axes: Axes, data: pd.DataFrame, rows: pd.DataFrame, language: Language) -> None:
    """Outcome names left of the first panel, family names above theirs."""
    told = data.drop_duplicates("outcome").merge(rows, on="outcome")
    families = told[told["first_of_family"]]
    labels = [fill(text, 30) for text in told["label_zh" if language == "zh" else "label"]]
    axes.set_yticks([*told["y"], *(families["y"] - 1)], [*labels, *(name(family, language) for family in families["family"])])
    for text in axes.get_yticklabels()[len(labels) :]:
        text.set_color(QUIET)


FIGURE: Final = FigureKind("paired_differences", "Paired differences between policies", "政策间的配对差异", frame, plot)
