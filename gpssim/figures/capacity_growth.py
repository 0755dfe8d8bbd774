"""Figure: how organizations grow under each policy — fan charts of ability and of places, and how many are alive."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.analysis.bands import mean_band, quantile_fan
from gpssim.figures.fonts import Language
from gpssim.figures.kind import FigureKind
from gpssim.figures.panels import line_with_band, not_defined, note, years_axis
from gpssim.figures.selection import headline_table, runs_note
from gpssim.figures.style import ONE_COLUMN, QUIET, TWO_COLUMNS, Look, looks
from gpssim.figures.words import name, word
if TYPE_CHECKING:
    from gpssim.records.results import Results

FANS: Final = ("ability", "capacity")
ROWS: Final = (*FANS, "alive")
LEVELS: Final = (0.10, 0.25, 0.50, 0.75, 0.90)
COLUMNS: Final = ["measure", "policy", "month", "p10", "p25", "p50", "p75", "p90", "mean", "low", "high", "n"]


def frame(results: Results) -> pd.DataFrame:
    """Quantiles over the organizations alive at the end of each quarter, and their number; means over replications."""
    rows = headline_table(results, "organizations", ["month", "organization", *FANS])
    rows = rows[rows["month"] >= 0]
    keys = ["policy", "month"]
    fans = [quantile_fan(rows, keys, measure, LEVELS).assign(measure=measure) for measure in FANS]
    alive = rows.groupby([*keys, "replication"], sort=False, observed=True).size().rename("value").reset_index()
    return pd.concat([*fans, mean_band(alive, keys).assign(measure="alive")], ignore_index=True)[COLUMNS]


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A column for each policy, a row for each measure; the number alive is shown against the other policies in grey."""
    policies = list(dict.fromkeys(data["policy"]))
    given = looks(policies)
    figure = Figure(figsize=(TWO_COLUMNS if len(policies) > 1 else ONE_COLUMN, 4.9), layout="constrained")
    for panels, measure in zip(figure.subplots(3, len(policies), squeeze=False, sharex=True, sharey="row"), ROWS, strict=True):
        chosen = data[data["measure"] == measure]
        panels[0].set_ylabel(word(f"{measure}_axis", language))
        for axes, policy in zip(panels, policies, strict=True):
            _panel(axes, chosen, policy, given[policy], language)
    _ends(figure, policies, data, language)
    note(figure, [word("capacity_note", language), runs_note(data, language)], language)
    return figure


def _panel(axes: Axes, data: pd.DataFrame, policy: str, look: Look, language: Language) -> None:
    own = data[data["policy"] == policy]
    years_axis(axes, data["month"].max(), language, label=False)
    if data["measure"].isin(FANS).all():
        _fan(axes, own, look)
    else:
        for _, others in data[data["policy"] != policy].groupby("policy", sort=False):
            axes.plot(others["month"] / 12, others["mean"], color=QUIET, lw=0.6, alpha=0.6)
        line_with_band(axes, own, look)
    if own[["p50", "mean"]].isna().all(axis=None):
        not_defined(axes, language)


def _fan(axes: Axes, data: pd.DataFrame, look: Look) -> None:
    """Middle 80 % lightly, middle half more strongly, the median as a line."""
    years = data["month"] / 12
    axes.fill_between(years, data["p10"], data["p90"], color=look.color, alpha=0.16, lw=0)
    axes.fill_between(years, data["p25"], data["p75"], color=look.color, alpha=0.30, lw=0)
    axes.plot(years, data["p50"], color=look.color)


def _ends(figure: Figure, policies: list[str], data: pd.DataFrame, language: Language) -> None:
    """Titles above, time below, and on the first fan what its shades mean."""
    grid = figure.axes
    for axes, policy in zip(grid, policies, strict=False):
        axes.set_title(fill(name(policy, language), 14 if len(policies) > 3 else 30))
    grid[-len(policies) + (len(policies) - 1) // 2].set_xlabel(word("years_since_switch", language))
    last = data[(data["policy"] == policies[-1]) & (data["measure"] == FANS[0])].dropna(subset="p50").tail(1)
    for row in last.itertuples():
        for level, text in (("p10", "10 %"), ("p25", "25 %"), ("p50", "50 %"), ("p75", "75 %"), ("p90", "90 %")):
            at = (row.month / 12, getattr(row, level))
            grid[len(policies) - 1].annotate(text, at, (2, 0), textcoords="offset points", va="center", fontsize=5.5, color=QUIET, annotation_clip=False)


FIGURE: Final = FigureKind("capacity_growth", "Growth of organizations", "社会组织的成长", frame, plot)
