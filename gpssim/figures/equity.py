"""Figure: who is reached — coverage by group of citizens and by district, and where people in need are lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from gpssim.analysis import values
from gpssim.analysis.bands import mean_band
from gpssim.analysis.domains import SHARE
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import policy_legend
from gpssim.figures.panels import Sheet, across, dots, empty, letter, lines_with_bands, note, policies_of, undefined
from gpssim.figures.selection import closure_shown, lines_note, months_note, period_shown, runs_note, shown
from gpssim.figures.style import CASCADE, QUIET, TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.names import in_order, name
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

STAGES: Final = {
    "served": "coverage",
    "queued": "queued_share",
    "deterred": "deterred_share",
    "unaware": "unaware_share",
    "ineligible": "ineligible_share",
}
"""Stages on the way to a service, the last first, with the indicator of each one's share."""

MOST_DISTRICTS, MOST_MARKS = 12, 60
"""Up to here each district has a row of its own; beyond, districts are ranked."""

COLUMNS: Final = ["panel", "policy", "closure", "first", "last", "unit", "stage", "mean", "low", "high", "n"]


def frame(results: Results) -> pd.DataFrame:
    """``unit`` is a group of citizens or a district; shares of those in need."""
    pieces = [_shares(results, stage, "group").assign(panel="cascade") for stage in STAGES]
    pieces += [_shares(results, "served", unit).assign(panel=unit) for unit in ("group", "district")]
    first, last = period_shown(results)
    return pd.concat(pieces, ignore_index=True).assign(closure=closure_shown(results), first=first, last=last)[COLUMNS]


def _shares(results: Results, stage: str, unit: str) -> pd.DataFrame:
    rows = shown(results, values(results, STAGES[stage], period_shown(results), by=(unit,)))
    band = mean_band(rows, ["policy", unit], domain=SHARE).rename(columns={unit: "unit"})
    there = band.groupby("unit", observed=True)["mean"].transform("count") > 0  # sampled worlds may have more districts
    return band[there].assign(stage=stage, unit=band.loc[there, "unit"].astype(str))


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """Groups and districts side by side, the cascade below over the whole width."""
    if data.empty:
        return undefined(language)
    policies = policies_of(data)
    rows, bars = _heights(data)
    figure = Sheet(TWO_COLUMNS, 1.1 + rows + bars)
    panels = figure.subplot_mosaic([["group", "district"], ["cascade", "cascade"]], height_ratios=[rows, bars])
    for index, (panel, drawing) in enumerate((("group", _rows), ("district", _districts), ("cascade", _cascade))):
        chosen = data[data["panel"] == panel]
        letter(panels[panel], index, word(f"equity_{panel}", language))
        if chosen["mean"].notna().any():
            drawing(panels[panel], chosen, language)
        else:
            empty(panels[panel], language)
    policy_legend(figure, policies, language, line=False)
    ranked = _ranked(data[data["panel"] == "district"])
    said = [months_note(data, language), *runs_note(data, language), *(lines_note(policies, language) if ranked else ())]
    note(figure, said, language)
    return figure


def _heights(data: pd.DataFrame) -> tuple[float, float]:
    """Of the panels above and of the one below, inches: rows come closer where there are many policies."""
    n, of_panel = len(policies_of(data)), data.groupby("panel")["unit"].nunique()
    groups, districts = (int(of_panel.get(panel, 1)) for panel in ("group", "district"))
    rows = groups if _ranked(data[data["panel"] == "district"]) else max(groups, districts)
    return max(2.3, 0.3 + rows * (0.04 * n + 0.1)), 0.3 + groups * (min(0.11, 0.9 / n) * n + 0.12)


def _ranked(data: pd.DataFrame) -> bool:
    """Whether there are too many districts, or too many marks in them, for a row each."""
    n_districts, n_policies = data["unit"].nunique(), data["policy"].nunique()
    return n_districts > MOST_DISTRICTS or n_districts * n_policies > MOST_MARKS


def _rows(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    """A row for each group or district, within it a dot for each policy."""
    units, policies = in_order(data["unit"]), policies_of(data)
    step = min(0.22, 0.7 / len(policies))
    row, place = data["unit"].map(units.index), data["policy"].map(policies.index)
    dots(axes, data.assign(y=row + step * (place - (len(policies) - 1) / 2)), policies)
    axes.set_yticks(range(len(units)), [name(unit, language) for unit in units])
    axes.set(ylim=(len(units) - 0.5, -0.5), xlabel=word("coverage", language))
    axes.xaxis.set_major_locator(MaxNLocator(6))


def _districts(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    """Districts as numbered in the tables where they fit, else ranked from the worst served to the best."""
    if not _ranked(data):
        _rows(axes, data, language)
        axes.set_ylabel(word("district", language))
        return
    ranked = data.sort_values("mean", kind="stable").assign(rank=data.groupby("policy", sort=False)["mean"].rank(method="first"))
    lines_with_bands(axes, ranked, looks(policies_of(data)), x="rank")
    axes.set(xlabel=word("district_rank", language), ylabel=word("coverage", language))


def _cascade(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    """A bar for each group and policy, from those served on the left to those lost first on the right."""
    units, policies = in_order(data["unit"]), policies_of(data)
    height = 0.8 / len(policies)
    for policy, look in looks(policies).items():
        y = np.arange(len(units)) - 0.4 + height * (policies.index(policy) + 0.5)
        _bars(axes, data[data["policy"] == policy].pivot(index="unit", columns="stage", values="mean").reindex(units), y, height)
        axes.plot([-0.012] * len(units), y, marker=look.marker, color=look.color, ms=3.2, ls="none", clip_on=False)
    axes.set_yticks(range(len(units)), [name(unit, language) for unit in units])
    axes.set(xlim=(0, 1), ylim=(len(units) - 0.5, -0.5), xlabel=word("of_need", language))
    across(axes)
    axes.tick_params(axis="y", pad=11)
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color=QUIET, lw=0.6)
    _stage_legend(axes, [stage for stage in STAGES if data.loc[data["stage"] == stage, "mean"].max() > 0], language)


def _bars(axes: Axes, shares: pd.DataFrame, y: np.ndarray, height: float) -> None:
    """One bar a row of ``shares``, its stages one after the other."""
    left = np.zeros(len(shares))
    for stage in STAGES:
        width = shares[stage].fillna(0.0).to_numpy()
        axes.barh(y, width, 0.86 * height, left=left, color=CASCADE[stage], lw=0)
        left += width


def _stage_legend(axes: Axes, stages: list[str], language: Language) -> None:
    """The stages that occur, above the bars on the right."""
    handles = [Patch(color=CASCADE[stage], label=word(stage, language)) for stage in stages]
    spacing: dict[str, Any] = {"borderaxespad": 0.1, "handlelength": 1.2, "columnspacing": 1.2}
    axes.legend(handles=handles, loc="lower right", bbox_to_anchor=(1, 1), ncols=len(handles), **spacing)


FIGURE: Final = FigureKind("equity", "Who is reached", "服务惠及谁", frame, plot)
