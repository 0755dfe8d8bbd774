"""Figure: who is reached — coverage by group of citizens and by district, and where people in need are lost on the way."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from gpssim.figures.fonts import Language
from gpssim.figures.panels import dots, letter, line_with_band, not_defined, note, policy_legend
from gpssim.figures.style import CASCADE, QUIET, TWO_COLUMNS, looks
from gpssim.figures.words import name, word

STAGES: Final = ("served", "queued", "deterred", "unaware", "ineligible")
MOST_DISTRICTS: Final = 12
"""Up to here each district has a row; beyond, districts are ranked."""


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """Groups and districts side by side, the cascade below over the whole width."""
    policies = list(dict.fromkeys(data["policy"]))
    groups = data.loc[data["panel"] == "group", "unit"].nunique()
    figure = Figure(figsize=(TWO_COLUMNS, 2.9 + 0.62 + groups * (0.11 * len(policies) + 0.12)), layout="constrained")
    axes = figure.subplot_mosaic([["group", "district"], ["cascade", "cascade"]], height_ratios=[2.4, groups * (0.11 * len(policies) + 0.12) + 0.3])
    for index, (panel, drawing) in enumerate((("group", _rows), ("district", _districts), ("cascade", _cascade))):
        chosen = data[data["panel"] == panel]
        letter(axes[panel], index, word(f"equity_{panel}", language))
        if chosen["mean"].notna().any():
            drawing(axes[panel], chosen, policies, language)
        else:
            not_defined(axes[panel], language)
    axes["district"].sharex(axes["group"]) if data.loc[data["panel"] == "district", "unit"].nunique() <= MOST_DISTRICTS else None
    policy_legend(figure, policies, language, line=False)
    note(figure, [word("equity_note", language)], language)
    return figure


def _rows(axes: Axes, data: pd.DataFrame, policies: list[str], language: Language) -> None:
    """A row for each group or district, within it a dot for each policy."""
    units = list(dict.fromkeys(data["unit"]))
    offset = (np.arange(len(policies)) - (len(policies) - 1) / 2) * min(0.22, 0.7 / len(policies))
    at = data["unit"].map({unit: row for row, unit in enumerate(units)}) + data["policy"].map(dict(zip(policies, offset, strict=True)))
    dots(axes, data.assign(y=at), policies)
    axes.set_yticks(range(len(units)), [name(str(unit), language) for unit in units])
    axes.set(ylim=(len(units) - 0.5, -0.5), xlabel=word("coverage_axis", language))
    axes.xaxis.set_major_locator(MaxNLocator(6))


def _districts(axes: Axes, data: pd.DataFrame, policies: list[str], language: Language) -> None:
    """Districts by number where they fit, else ranked from the worst served to the best."""
    if data["unit"].nunique() <= MOST_DISTRICTS:
        _rows(axes, data, policies, language)
        axes.set_ylabel(word("district", language))
        return
    for policy, rows in data.groupby("policy", sort=False):
        ranked = rows.sort_values("mean").assign(month=12.0 * np.arange(1, len(rows) + 1))
        line_with_band(axes, ranked, looks(policies)[str(policy)])
    axes.set(xlabel=word("district_rank", language), ylabel=word("coverage_axis", language))


def _cascade(axes: Axes, data: pd.DataFrame, policies: list[str], language: Language) -> None:
    """A bar for each group and policy, from served on the left to those lost first on the right."""
    units = list(dict.fromkeys(data["unit"]))
    given, height, y = looks(policies), 0.8 / len(policies), 0.0
    for row, unit in enumerate(units):
        for place, policy in enumerate(policies):
            y, left = row - 0.4 + height * (place + 0.5), 0.0
            chosen = data[(data["unit"] == unit) & (data["policy"] == policy)].set_index("part")["mean"]
            for stage in STAGES:
                width = float(chosen.get(stage, 0.0))
                axes.barh(y, width, 0.86 * height, left=left, color=CASCADE[stage], lw=0)
                left += width
            axes.plot(-0.012, y, marker=given[policy].marker, color=given[policy].color, ms=3.2, clip_on=False)
    axes.set_yticks(range(len(units)), [name(str(unit), language) for unit in units])
    axes.tick_params(axis="y", length=0, pad=11)
    axes.set(xlim=(0, 1), ylim=(len(units) - 0.5, -0.5), xlabel=word("cascade_axis", language))
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)
    present = [stage for stage in STAGES if data.loc[data["part"] == stage, "mean"].max() > 0]
    handles = [Patch(color=CASCADE[stage], label=word(stage, language)) for stage in present]
    axes.legend(handles=handles, loc="lower right", bbox_to_anchor=(1, 1), ncols=len(handles), borderaxespad=0.1, handlelength=1.2, columnspacing=1.2)
    axes.axvline(0, color=QUIET, lw=0.6)
