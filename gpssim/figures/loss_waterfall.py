"""Figure: from full information down to what happens, one step for each friction, a panel for each policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.analysis.decomposition import decompose
from gpssim.figures.kind import FigureKind
from gpssim.figures.panels import Sheet, across, letter, note, policies_of, rows_of
from gpssim.figures.selection import runs_note
from gpssim.figures.style import FAINT, INK, ONE_COLUMN, QUIET, TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.names import name
from gpssim.texts.numbers import estimate, fixed, shown
from gpssim.texts.text import Language
from gpssim.texts.units import unit

if TYPE_CHECKING:
    from gpssim.records.results import Results

ENDS: Final = ("full_information", "actual")
LOSS: Final = "#8a8a8a"
GAIN: Final = "#c4dccb"
"""Steps down and up; apart in lightness, too, and no policy's color."""


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """Panels side by side with one axis; bars hang from where the part before has left off."""
    policies, steps = policies_of(data), data[data["row"] != "loss"]
    figure = Sheet(TWO_COLUMNS if len(policies) > 1 else ONE_COLUMN + 0.6, 0.26 * steps["row"].nunique() + 1.25)
    panels = figure.subplots(1, len(policies), squeeze=False, sharey=True, sharex=True)[0]
    for index, (axes, policy) in enumerate(zip(panels, policies, strict=True)):
        _panel(axes, placed(data[data["policy"] == policy]), looks(policies)[policy].color)
        if len(policies) > 1:
            letter(axes, index, name(policy, language))
        else:
            axes.set_title(name(policy, language))
    first = placed(data[data["policy"] == policies[0]])
    panels[0].set_yticks(first["y"], first["label_zh" if language == "zh" else "label"])
    panels[0].set(ylim=(first["y"].max() + 0.6, -0.6), xlim=_limits(data))
    outcome = data["outcome_label_zh" if language == "zh" else "outcome_label"].iloc[0]
    for axes in panels:
        axes.set_xlabel(word("waterfall_axis", language, outcome=outcome, unit=unit(data["unit"].iloc[0], language)))
    said = [word("waterfall_note", language), *runs_note(data, language)]
    note(figure, said + [word("left_out", language, n=int(data["n_left_out"].max()))] * bool(data["n_left_out"].max()), language)
    return figure


def placed(data: pd.DataFrame) -> pd.DataFrame:
    """The rows of one policy from the top, each bar's start ``left`` and end ``right`` in the outcome's unit."""
    steps = data[data["row"] != "loss"].reset_index(drop=True)
    is_end = steps["row"].isin(ENDS).to_numpy()
    first, last, lost = steps["mean"].iloc[0], steps["mean"].iloc[-1], np.where(is_end, 0.0, steps["mean"])
    falls = abs(first - lost.sum() - last) <= abs(first + lost.sum() - last)  # where less is better, losses add up upwards
    fallen = first - (1.0 if falls else -1.0) * lost.cumsum()
    left = np.where(is_end, 0.0, np.concatenate([[first], fallen[:-1]]))
    right = np.where(is_end, steps["mean"], fallen)
    return steps.assign(y=np.arange(len(steps)), left=left, right=right, is_end=is_end, half=(steps["high"] - steps["low"]) / 2)


def _limits(data: pd.DataFrame) -> tuple[float, float]:
    """From zero to the longest bar with its whisker."""
    rows = pd.concat([placed(part) for _, part in data.groupby("policy", sort=False, observed=True)])
    half = np.where(rows["is_end"] | rows["half"].isna(), 0.0, rows["half"])
    reach = np.concatenate([rows["left"], rows["right"] - half, rows["right"] + half])
    low, high = min(0.0, float(reach.min())), max(0.0, float(reach.max()))
    return low - 0.02 * (high - low) * (low < 0), high + 0.04 * (high - low)


def _panel(axes: Axes, data: pd.DataFrame, color: str) -> None:
    """Ends in the policy's color, losses dark, gains pale; whiskers at the end of each step; numbers at the right."""
    axes.axvline(0, color=QUIET, lw=0.8)
    for row in rows_of(data):
        shade = color if row.is_end else LOSS if row.mean >= 0 else GAIN
        axes.barh(row.y, row.right - row.left, left=row.left, height=0.62, color=shade, alpha=0.9, lw=0)
        if np.isfinite(row.half) and not row.is_end:
            axes.errorbar(row.right, row.y, xerr=row.half, color=INK, lw=0.9, capsize=1.8, capthick=0.9)
        axes.text(1.02, row.y, _number(row), transform=axes.get_yaxis_transform(), va="center", fontsize=6.2, color=INK)
    axes.vlines(data["right"][:-1], data["y"][:-1] + 0.31, data["y"][1:] - 0.31, color=QUIET, lw=0.6)
    across(axes)
    axes.grid(axis="x", color=FAINT)
    axes.spines["left"].set_visible(False)


def _number(row: Any) -> str:
    """The level at an end; the step, its sign from the reader's side, with its interval."""
    if row.is_end:
        return shown(row.mean)
    step = row.right - row.left
    text = estimate(step, step - row.half, step + row.half, plus=True).value
    return f"{text} ± {fixed(row.half, len(text.partition('.')[2]))}" if np.isfinite(row.half) else text


def waterfall_of(outcome: str) -> FigureKind:
    """The waterfall of another outcome; the figure's own is that of social welfare."""

    def frame(results: Results) -> pd.DataFrame:
        """The decomposition, of the first closure."""
        found = decompose(results, outcome)
        shown: pd.DataFrame = found[(found["closure"] == found["closure"].iloc[0]) & (found["n"] > 0)]
        return shown

    return FigureKind("loss_waterfall", "From full information to what happens", "从完全信息到现实", frame, plot, needs="corners")


FIGURE: Final = waterfall_of("welfare_social")
