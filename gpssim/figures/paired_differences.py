"""Figure: paired differences from the baseline policy, outcome by outcome, transition and later period apart, with 95 % intervals."""

from __future__ import annotations

from textwrap import fill
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import NullLocator

from gpssim.figures.fonts import Language
from gpssim.figures.panels import note
from gpssim.figures.style import INK, QUIET, SHADE, TWO_COLUMNS, looks
from gpssim.figures.words import name, word

PERIODS: Final = {"transition": (-0.17, "D", 0.45), "later": (0.17, "o", 1.0)}
"""Offset from the row, marker, and strength of color of each period."""

NEAR, TICKS, REACH = 10.0, (-100, -20, 0, 20, 100), 250.0
"""Percent: the axis is linear well within the first, labeled at the second, and ends at the third."""

ROW: Final = 0.185
"""Height of a row, inches."""


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A forest plot: rows are outcomes under their families, a panel for each policy that is compared with the baseline."""
    rows = _rows(data)
    panels = list(dict.fromkeys(zip(data["closure"], data["policy_b"], strict=True)))
    given = looks(list(dict.fromkeys([*data["policy_a"], *data["policy_b"]])))
    figure = Figure(figsize=(TWO_COLUMNS, ROW * rows["y"].max() + 1.5), layout="constrained")
    for axes, (closure, policy) in zip(figure.subplots(1, len(panels), squeeze=False, sharey=True).flat, panels, strict=True):
        chosen = data[(data["closure"] == closure) & (data["policy_b"] == policy)].merge(rows, on="outcome")
        _panel(axes, chosen, given[policy].color, len(panels) <= 3)
        axes.set_title(fill(name(policy, language), 30 if len(panels) <= 2 else 14))
        if len(panels) <= 2:
            _numbers(axes, chosen)
    _labels(figure.axes[0], data, rows, language)
    baseline = name(data["policy_a"].iloc[0], language)
    figure.axes[(len(panels) - 1) // 2].set_xlabel(word("difference", language, baseline=baseline))
    _legend(figure, language)
    note(figure, [word("forest_note", language)], language)
    return figure


def _rows(data: pd.DataFrame) -> pd.DataFrame:
    """The height of each outcome: a row each, with a row above every family for its name."""
    outcomes = data.drop_duplicates("outcome")[["outcome", "family", "direction"]].reset_index(drop=True)
    new_family = outcomes["family"] != outcomes["family"].shift()
    return outcomes.assign(y=np.arange(len(outcomes)) + new_family.cumsum(), first=new_family)[["outcome", "y", "first"]]


def _panel(axes: Axes, data: pd.DataFrame, color: str, roomy: bool) -> None:
    axes.axvline(0, color=QUIET, lw=0.8)
    for row in data.drop_duplicates("outcome").itertuples():
        if row.direction:
            axes.fill_betweenx([row.y - 0.5, row.y + 0.5], 0, row.direction * REACH, color=SHADE, lw=0)
    for row in data.dropna(subset="percent").itertuples():
        _mark(axes, row, color)
    axes.set_xscale("asinh", linear_width=NEAR)
    axes.set_xticks(TICKS if roomy else TICKS[::2])
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:+.0f}".replace("-", "−") if value else "0")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set(xlim=(-REACH, REACH), ylim=(data["y"].max() + 0.6, -0.5))
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


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
    """Beside each row the unstandardized difference of the later period."""
    for row in data[data["period"] == "later"].itertuples():
        text = _number(row.difference, row.low, row.high)
        axes.text(1.03, row.y, text, transform=axes.get_yaxis_transform(), va="center", fontsize=6, color=INK)


def _number(difference: float, low: float, high: float) -> str:
    """A difference and its interval, to two digits of the interval's half width, with true minus signs."""
    half = (high - low) / 2 if high > low else abs(difference) or 1.0
    digits = int(np.clip(1 - np.floor(np.log10(half)), 0, 6))
    interval = "" if np.isnan(low) else f" [{low:.{digits}f}, {high:.{digits}f}]"
    return "" if np.isnan(difference) else f"{difference:.{digits}f}{interval}".replace("-", "−")


def _labels(axes: Axes, data: pd.DataFrame, rows: pd.DataFrame, language: Language) -> None:
    """Outcome names left of the first panel, family names above theirs."""
    told = data.drop_duplicates("outcome").merge(rows, on="outcome")
    families = told[told["first"]]
    labels = [fill(text, 34) for text in (told["label_zh"] if language == "zh" else told["label"])]
    axes.set_yticks([*told["y"], *(families["y"] - 1)], [*labels, *(name(family, language) for family in families["family"])])
    for text in axes.get_yticklabels()[len(labels) :]:
        text.set_color(QUIET)


def _legend(figure: Figure, language: Language) -> None:
    handles: list[Any] = [
        Line2D([], [], color=QUIET, marker=marker, alpha=strength, mec="white", mew=0.4, ms=5, lw=1.1, label=word(period, language))
        for period, (_, marker, strength) in PERIODS.items()
    ]
    handles.append(Patch(color=SHADE, ec=QUIET, label=word("better", language)))
    figure.legend(handles=handles, loc="outside upper left", ncols=3, borderaxespad=0.2)
