"""Figure: how organizations grow under each policy — fan charts of ability and of places, and how many are alive."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from gpssim.analysis.bands import mean_band, quantile_fan
from gpssim.figures.kind import FigureKind
from gpssim.figures.panels import Sheet, empty, line_with_band, note, policies_of, rows_of, years_axis
from gpssim.figures.selection import closure_shown, runs_note, shown_table
from gpssim.figures.style import ONE_COLUMN, QUIET, TWO_COLUMNS, Look, looks
from gpssim.figures.words import unit_of, word
from gpssim.texts.names import name
from gpssim.texts.text import Language
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.records.results import Results

FANS: Final = ("ability", "capacity")
MEASURED: Final = {"ability": "capability", "capacity": "capacity_places", "alive": "n_organizations"}
"""The indicator whose unit each column has."""
ROWS: Final = (*FANS, "alive")
LEVELS: Final = (0.10, 0.25, 0.50, 0.75, 0.90)
COLUMNS: Final = ["measure", "policy", "closure", "month", "year", "p10", "p25", "p50", "p75", "p90", "mean", "low", "high", "n"]


def frame(results: Results) -> pd.DataFrame:
    """Quantiles over the organizations alive at the end of each quarter, and their number; means over replications."""
    rows = shown_table(results, "organizations", ["month", "organization", *FANS])
    rows, keys = rows[rows["month"] >= 0], ["policy", "month"]
    alive = rows.groupby([*keys, "replication"], sort=False).size().rename("value").reset_index()
    pieces = [quantile_fan(rows, keys, measure, LEVELS).assign(measure=measure) for measure in FANS]
    whole = pd.concat([*pieces, mean_band(alive, keys).assign(measure="alive")], ignore_index=True)
    return whole.assign(closure=closure_shown(results), year=(whole["month"] + 1) / MONTHS_PER_YEAR)[COLUMNS]


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A column for each policy, a row for each measure."""
    policies = policies_of(data)
    figure = Sheet(TWO_COLUMNS if len(policies) > 1 else ONE_COLUMN, 4.9)
    grid = figure.subplots(3, len(policies), squeeze=False, sharex=True, sharey="row")
    for panels, measure in zip(grid, ROWS, strict=True):
        panels[0].set_ylabel(word(measure, language, unit=unit_of(MEASURED[measure], language)))
        for axes, (policy, look) in zip(panels, looks(policies).items(), strict=True):
            _panel(axes, data[data["measure"] == measure], policy, look, language)
    for axes, policy in zip(grid[0], policies, strict=True):
        axes.set_title(fill(name(policy, language), 14 if len(policies) > 3 else 30))
    grid[-1][(len(policies) - 1) // 2].set_xlabel(word("years", language))
    _levels(grid[0][-1], data[(data["measure"] == FANS[0]) & (data["policy"] == policies[-1])])
    note(figure, [word("capacity_note", language), *runs_note(data, language)], language)
    return figure


def _panel(axes: Axes, data: pd.DataFrame, policy: str, look: Look, language: Language) -> None:
    """One measure of one policy; the number alive stands before the other policies in grey."""
    own, others = data[data["policy"] == policy], data[data["policy"] != policy]
    years_axis(axes, data["year"].max(), language, label=False)
    if data["measure"].iloc[0] in FANS:
        _fan(axes, own, look)
        _log_where_positive(axes, data)
    else:
        for _, rows in others.groupby("policy", sort=False):
            axes.plot(rows["year"], rows["mean"], color=QUIET, lw=0.6, alpha=0.6)
        line_with_band(axes, own, look)
    if own[["p50", "mean"]].isna().all(axis=None):
        empty(axes, language)


def _fan(axes: Axes, data: pd.DataFrame, look: Look) -> None:
    """Middle 80 % lightly, middle half more strongly, the median as a line."""
    axes.fill_between(data["year"], data["p10"], data["p90"], color=look.color, alpha=0.16, lw=0)
    axes.fill_between(data["year"], data["p25"], data["p75"], color=look.color, alpha=0.30, lw=0)
    axes.plot(data["year"], data["p50"], color=look.color)


def _log_where_positive(axes: Axes, data: pd.DataFrame) -> None:
    """Sizes of organizations differ by factors: a logarithmic axis with plain numbers, wherever none of them is 0."""
    if data["measure"].iloc[0] != "capacity" or not (data["p10"] > 0).all():
        return
    axes.set_yscale("log")
    axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.yaxis.set_minor_locator(NullLocator())


def _levels(axes: Axes, data: pd.DataFrame) -> None:
    """What the edges of a fan are, written at its end."""
    for row in rows_of(data.dropna(subset="p50").tail(1)):
        for level in LEVELS:
            at = (row.year, getattr(row, f"p{round(100 * level)}"))
            label: dict[str, Any] = {
                "textcoords": "offset points",
                "va": "center",
                "fontsize": 5.5,
                "color": QUIET,
                "annotation_clip": False,
            }
            axes.annotate(f"{level:.0%}", at, (3, 0), **label)


FIGURE: Final = FigureKind("capacity_growth", "Growth of organizations", "社会组织的成长", frame, plot)
