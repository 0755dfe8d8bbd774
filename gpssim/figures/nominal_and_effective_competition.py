"""Figure: nominal and effective competition — offers with and without accompanying ones, irregular awards, what red flags show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from gpssim.analysis import Indicator, indicator, series, values
from gpssim.analysis.bands import mean_band
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import policy_legend
from gpssim.figures.panels import (
    Sheet,
    across,
    empty,
    letter,
    lines_with_bands,
    note,
    policies_of,
    rows_of,
    years_axis,
)
from gpssim.figures.selection import closure_shown, gaps_note, lines_note, period_shown, runs_note, shown
from gpssim.figures.style import FAINT, TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.text import Language
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.records.results import Results

PAIRS: Final = {
    "offers_per_purchase": {"nominal": "valid_bids_per_project", "effective": "effective_bids_per_project"},
    "flags": {"hit": "red_flag_hit_rate", "alarm": "red_flag_false_alarm_rate"},
}
"""Panel, its two marks (filled, open) and their indicators."""
COLUMNS: Final = ["panel", "policy", "closure", "mark", "x", "mean", "low", "high", "n"]
APART: Final = 0.14
"""How far the two marks of a policy lie apart, rows."""


def frame(results: Results) -> pd.DataFrame:
    """``x`` is the middle of the year after the switch in the panel over time, missing in the others."""
    pieces = [
        _means(results, indicator(outcome)).assign(panel=panel, mark=mark, x=np.nan)
        for panel, marks in PAIRS.items()
        for mark, outcome in marks.items()
    ]
    irregular = indicator("irregular_share")
    rows = shown(results, series(results, irregular, every=MONTHS_PER_YEAR))
    years = mean_band(rows, ["policy", "month"], domain=irregular.domain)
    last = (years["month"] + MONTHS_PER_YEAR).clip(upper=results.months)
    middle = (years["month"] + last) / 2 / MONTHS_PER_YEAR
    pieces.append(years.assign(panel="irregular_awards", mark="", x=middle))
    return pd.concat(pieces, ignore_index=True).assign(closure=closure_shown(results))[COLUMNS]


def _means(results: Results, one: Indicator) -> pd.DataFrame:
    return mean_band(shown(results, values(results, one, period_shown(results))), ["policy"], domain=one.domain)


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """Offers, irregular awards over time, red flags, side by side."""
    policies = policies_of(data)
    figure = Sheet(TWO_COLUMNS, 2.6 + 0.12 * len(policies))
    drawings = {"offers_per_purchase": _pairs, "irregular_awards": _over_time, "flags": _pairs}
    for index, (axes, (panel, drawing)) in enumerate(zip(figure.subplots(1, 3), drawings.items(), strict=True)):
        chosen = data[data["panel"] == panel]
        letter(axes, index, word(panel, language))
        if chosen["mean"].notna().any():
            drawing(axes, chosen, language)
        else:
            empty(axes, language)
    policy_legend(figure, policies, language)
    said = [word("competition_note", language), *gaps_note(data, "panel", language), *lines_note(policies, language)]
    note(figure, said + list(runs_note(data, language)), language)
    return figure


def _pairs(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    """A row for each policy in the order of the legend, two marks in each: filled above, open below."""
    policies = policies_of(data)
    given, marks = looks(policies), list(dict.fromkeys(data["mark"]))
    for row in rows_of(data):
        look, second = given[str(row.policy)], row.mark == marks[1]
        y = policies.index(str(row.policy)) + (APART if second else -APART)
        axes.plot([row.low, row.high], [y, y], color=look.color, lw=1.1)
        filled = "white" if second else look.color
        axes.plot(row.mean, y, color=look.color, marker=look.marker, mfc=filled, ls="none", ms=4, zorder=3, clip_on=False)
    axes.hlines(
        [place + 0.5 for place in range(len(policies) - 1)], 0, 1, color=FAINT, lw=0.5, transform=axes.get_yaxis_transform()
    )
    across(axes)
    axes.set(yticks=[], xlim=(0, None), ylim=(len(policies) - 0.5, -0.5))
    axes.set_xlabel(word("offers" if marks[0] == "nominal" else "of_purchases", language))
    axes.xaxis.set_major_locator(MaxNLocator(5))


def _over_time(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    lines_with_bands(axes, data, looks(policies_of(data)), x="x")
    years_axis(axes, np.ceil(data["x"].max()), language)
    axes.set_ylim(0, min(1.0, axes.get_ylim()[1]))
    axes.set_ylabel(word("of_contracts", language))


FIGURE: Final = FigureKind(
    "nominal_and_effective_competition",
    "Nominal and effective competition, irregular awards, red flags",
    "形式竞争与实质竞争、违规授予、风险信号",
    frame,
    plot,
    needs="violations",
)
