"""Figure: nominal and effective competition — offers with and without accompanying ones, irregular awards, what red flags show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from gpssim.analysis import series, values
from gpssim.analysis.bands import mean_band
from gpssim.figures.kind import FigureKind
from gpssim.figures.panels import (
    Sheet,
    across,
    empty,
    letter,
    line_with_band,
    note,
    policies_of,
    policy_legend,
    rows_of,
    years_axis,
)
from gpssim.figures.selection import closure_shown, gaps_note, period_shown, runs_note, shown
from gpssim.figures.style import TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.names import name
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
    window = period_shown(results)
    pieces = [
        mean_band(shown(results, values(results, indicator, window)), ["policy"]).assign(panel=panel, mark=mark, x=np.nan)
        for panel, marks in PAIRS.items()
        for mark, indicator in marks.items()
    ]
    years = mean_band(shown(results, series(results, "irregular_share", every=MONTHS_PER_YEAR)), ["policy", "month"])
    last = (years["month"] + MONTHS_PER_YEAR).clip(upper=results.months)
    middle = (years["month"] + last) / 2 / MONTHS_PER_YEAR
    pieces.append(years.assign(panel="irregular_awards", mark="", x=middle))
    return pd.concat(pieces, ignore_index=True).assign(closure=closure_shown(results))[COLUMNS]


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """Offers, irregular awards over time, red flags, side by side."""
    figure = Sheet(TWO_COLUMNS, 2.6 + 0.12 * len(policies_of(data)))
    drawings = {"offers_per_purchase": _pairs, "irregular_awards": _over_time, "flags": _pairs}
    for index, (axes, (panel, drawing)) in enumerate(zip(figure.subplots(1, 3), drawings.items(), strict=True)):
        chosen = data[data["panel"] == panel]
        letter(axes, index, word(panel, language))
        if chosen["mean"].notna().any():
            drawing(axes, chosen, language)
        else:
            empty(axes, language)
    policy_legend(figure, policies_of(data), language)
    note(figure, [word("competition_note", language), *gaps_note(data, "panel", language), *runs_note(data, language)], language)
    return figure


def _pairs(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    """Two marks a policy: filled above, open below."""
    policies = policies_of(data)
    given, marks = looks(policies), list(dict.fromkeys(data["mark"]))
    for row in rows_of(data):
        look, second = given[str(row.policy)], row.mark == marks[1]
        y = policies.index(str(row.policy)) + (APART if second else -APART)
        axes.plot([row.low, row.high], [y, y], color=look.color, lw=1.1)
        filled = "white" if second else look.color
        axes.plot(row.mean, y, color=look.color, marker=look.marker, mfc=filled, ls="none", ms=4, zorder=3, clip_on=False)
    for place, policy in enumerate(policies):
        axes.annotate(name(policy, language), (0, place), (3, 9), xycoords=axes.get_yaxis_transform(), textcoords="offset points")
    across(axes)
    axes.set(yticks=[], xlim=(0, None), ylim=(len(policies) - 0.4, -0.7))
    axes.set_xlabel(word("offers" if marks[0] == "nominal" else "of_purchases", language))
    axes.xaxis.set_major_locator(MaxNLocator(5))


def _over_time(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    for policy, look in looks(policies_of(data)).items():
        line_with_band(axes, data[data["policy"] == policy], look, x="x")
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
