"""Figure: paired differences from the baseline policy, outcome by outcome, transition and later period apart."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import NullLocator

from gpssim.analysis import compare, indicators
from gpssim.analysis.arms import follows_failure
from gpssim.analysis.compare import COLUMNS
from gpssim.analysis.periods import window_of
from gpssim.figures.kind import FigureKind
from gpssim.figures.panels import Sheet, across, empty, note, rows_of
from gpssim.figures.style import INK, ONE_COLUMN, QUIET, SHADE, TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.following import following, with_following
from gpssim.texts.names import name
from gpssim.texts.numbers import estimate
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

PERIODS: Final = {"transition": (-0.17, "D", 0.45), "later": (0.17, "o", 1.0)}
"""Offset from the row, marker, and strength of color of each period."""

NEAR, TICKS, REACH = 10.0, (-100, -20, 0, 20, 100), 250.0
"""Percent: the axis is linear well within the first, labeled at the second, and ends at the third."""

ROW: Final = 0.185
"""Height of a row, inches."""

ROOM_FOR_NUMBERS, ROOM_FOR_TICKS, ROOM_FOR_WORDS = 2, 3, 4
"""Most panels beside which numbers, under which all labels of the axis, and over which words of some length find room."""


def frame(results: Results) -> pd.DataFrame:
    """The comparison's primary outcomes, with differences and intervals in percent of the baseline's mean beside them."""
    if len(results.policies) < 2:
        return pd.DataFrame(columns=[*COLUMNS, "percent", "percent_low", "percent_high", "first", "last", "after_a", "after_b"])
    primary = [one.name for one in indicators().values() if one.primary]
    table = compare(results, outcomes=primary, periods=tuple(PERIODS))
    to_percent = (100 / table["mean_a"]).where(table["relative"].notna())
    for column, of in (("percent", "difference"), ("percent_low", "low"), ("percent_high", "high")):
        table[column] = table[of] * to_percent
    windows = [window_of(period, results.months) for period in table["period"]]
    follows = follows_failure(results)
    after = {f"after_{side}": table[f"policy_{side}"].map(follows) for side in "ab"}
    return table.assign(first=[w.first for w in windows if w], last=[w.last for w in windows if w], **after)


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A forest plot: rows are outcomes under their families, a panel for each policy that is compared with the baseline."""
    if data.empty:
        return _nothing_to_compare(language)
    rows = _rows(data)
    panels = list(dict.fromkeys(zip(data["closure"], data["policy_b"], strict=True)))
    given = looks(list(dict.fromkeys([*data["policy_a"], *data["policy_b"]])))
    figure = Sheet(TWO_COLUMNS, ROW * rows["y"].max() + 1.7)
    grid = figure.subplots(1, len(panels), squeeze=False, sharey=True)[0]
    for axes, (closure, policy) in zip(grid, panels, strict=True):
        chosen = data[(data["closure"] == closure) & (data["policy_b"] == policy)].merge(rows, on="outcome")
        _panel(axes, chosen, given[policy].color, len(panels))
        axes.set_title(_title(policy, closure, data, language, len(panels)))
    _labels(grid[0], data, rows, language)
    across_all = word("difference", language, baseline=name(data["policy_a"].iloc[0], language))
    for axes in grid if len(panels) <= ROOM_FOR_NUMBERS else [grid[(len(panels) - 1) // 2]]:
        axes.set_xlabel(across_all)
    _legend(figure, data, language)
    period = word(f"{data['period'].iloc[-1]}_period", language)
    worlds, others = int(data["n_worlds"].max()), int(data["n_worlds_others"].max())
    said = [word("forest_note", language, n=int(data["n_pairs"].max())), *_follows(data, language)]
    if len(panels) <= ROOM_FOR_NUMBERS:
        said += [word("forest_numbers", language, period=period)] + [word("same_sign", language, n=worlds, all=worlds + others)] * (
            worlds > 0
        )
    note(figure, said, language)
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


def _title(policy: str, closure: str, data: pd.DataFrame, language: Language, n_panels: int) -> str:
    width = 30 if n_panels <= ROOM_FOR_NUMBERS else 16 if n_panels <= ROOM_FOR_WORDS else 12
    words = name(policy, language), word(f"at_{closure}", language).rstrip(".。")
    title, closing = (fill(text, width, break_long_words=language == "zh") for text in words)
    return title if data["closure"].nunique() == 1 else f"{title}\n{closing}"


def _panel(axes: Axes, data: pd.DataFrame, color: str, n_panels: int) -> None:
    axes.axvline(0, color=QUIET, lw=0.8)
    for row in rows_of(data.drop_duplicates("outcome")):
        axes.fill_betweenx([row.y - 0.5, row.y + 0.5], 0, row.direction * REACH, color=SHADE, lw=0)
    for row in rows_of(data.dropna(subset="percent")):
        _mark(axes, row, color)
    axes.set_xscale("asinh", linear_width=NEAR)
    crowded = n_panels > ROOM_FOR_TICKS or (n_panels == ROOM_FOR_NUMBERS and data["same_sign_share"].notna().any())
    axes.set_xticks(TICKS[::2] if crowded else TICKS)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:+.0f}".replace("-", "−") if value else "0")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set(xlim=(-REACH, REACH), ylim=(data["y"].max() + 0.6, -0.5))
    across(axes)
    axes.spines["left"].set_visible(False)
    if n_panels <= ROOM_FOR_NUMBERS:
        _numbers(axes, data)


def _mark(axes: Axes, row: Any, color: str) -> None:
    """One interval; what lies beyond the axis becomes an arrow at its edge."""
    offset, marker, strength = PERIODS[row.period]
    tint, y = tuple(1 - strength * (1 - channel) for channel in to_rgb(color)), row.y + offset
    if not np.isnan(row.percent_low):
        axes.plot(np.clip([row.percent_low, row.percent_high], -REACH, REACH), [y, y], color=tint, lw=1.2)
    shape = marker if abs(row.percent) <= REACH else (">" if row.percent > 0 else "<")
    at = np.clip(row.percent, -REACH, REACH)
    axes.plot(at, y, marker=shape, color=tint, mec="white", mew=0.3, ms=3.8, clip_on=False, zorder=4)


def _numbers(axes: Axes, data: pd.DataFrame) -> None:
    """Beside each row the difference of the last period, in the outcome's own unit, and in how many worlds it has this sign."""
    for row in rows_of(data[data["period"] == data["period"].iloc[-1]]):
        text = _number(row.difference, row.low, row.high)
        if row.same_sign_share >= 0:
            text += f"  {row.same_sign_share:.0%}"
        axes.text(1.03, row.y, text, transform=axes.get_yaxis_transform(), va="center", fontsize=6, color=INK)


def _number(difference: float, low: float, high: float) -> str:
    """A difference and its interval as tables have them; empty where there is none."""
    return "" if np.isnan(difference) else " ".join(filter(None, estimate(difference, low, high)))


def _labels(axes: Axes, data: pd.DataFrame, rows: pd.DataFrame, language: Language) -> None:
    """Outcome names left of the first panel, family names above theirs."""
    told = data.drop_duplicates("outcome").merge(rows, on="outcome")
    families = told[told["first_of_family"]]
    labels = [fill(text, 30) for text in told["label_zh" if language == "zh" else "label"]]
    axes.set_yticks([*told["y"], *(families["y"] - 1)], [*labels, *(name(family, language) for family in families["family"])])
    for text in axes.get_yticklabels()[len(labels) :]:
        text.set_color(QUIET)


def _legend(figure: Figure, data: pd.DataFrame, language: Language) -> None:
    """The periods that occur, and the shade of the better side."""
    line: dict[str, Any] = {"color": QUIET, "mec": "white", "mew": 0.4, "ms": 5, "lw": 1.1}
    handles: list[Any] = [Patch(color=SHADE, label=word("better", language))]
    for row in rows_of(data.drop_duplicates("period").iloc[::-1]):
        _, marker, strength = PERIODS[row.period]
        label = word(row.period, language, first=row.first, last=row.last)
        handles.insert(0, Line2D([], [], marker=marker, alpha=strength, label=label, **line))
    figure.legend(handles=handles, loc="outside upper left", ncols=3, borderaxespad=0.2)


FIGURE: Final = FigureKind("paired_differences", "Paired differences between policies", "政策间的配对差异", frame, plot)
