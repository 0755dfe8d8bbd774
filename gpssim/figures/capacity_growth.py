"""Figure: how organizations grow under each policy — fan charts of ability and of places, and how many are alive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

from gpssim.analysis.bands import mean_band, quantile_fan
from gpssim.analysis.domains import NOT_NEGATIVE
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import folded
from gpssim.figures.panels import Sheet, empty, line_with_band, note, policies_of, rows_of, years_axis
from gpssim.figures.selection import closure_shown, runs_note, shown_table
from gpssim.figures.style import ONE_COLUMN, QUIET, TWO_COLUMNS, Look, looks
from gpssim.figures.words import unit_of, word
from gpssim.texts.names import name
from gpssim.texts.numbers import percent
from gpssim.texts.text import Language
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.records.results import Results

FANS: Final = ("ability", "capacity")
MEASURED: Final = {"ability": "capability", "capacity": "capacity_places", "alive": "n_organizations"}
"""The indicator whose unit each column has."""
ROWS: Final = (*FANS, "alive")
BETWEEN: Final = 1.05
"""Where, in widths of a panel, the name of an axis stands that belongs to two panels side by side."""
ACROSS: Final = 6
"""Most policies side by side."""
HEIGHT_OF_BLOCK: Final = 3.0
"""Of the three measures of one line of policies, where there are several lines, inches."""
LETTERS: Final = {1: 40, 2: 38, 3: 26, 4: 19, 5: 15, 6: 14}
"""Letters that fit over one of so many columns."""
DECADE: Final = 8.0
"""Factor from which powers of ten are marked on an axis, below which few round numbers are."""
LEVELS: Final = (0.10, 0.25, 0.50, 0.75, 0.90)
COLUMNS: Final = ["measure", "policy", "closure", "month", "year", "p10", "p25", "p50", "p75", "p90", "mean", "low", "high", "n"]


def frame(results: Results) -> pd.DataFrame:
    """Quantiles over the organizations alive at the end of each quarter, and their number; means over replications."""
    rows = shown_table(results, "organizations", ["month", "organization", *FANS])
    rows, keys = rows[rows["month"] >= 0], ["policy", "month"]
    alive = rows.groupby([*keys, "replication"], sort=False).size().rename("value").reset_index()
    pieces = [quantile_fan(rows, keys, measure, LEVELS).assign(measure=measure) for measure in FANS]
    whole = pd.concat([*pieces, mean_band(alive, keys, domain=NOT_NEGATIVE).assign(measure="alive")], ignore_index=True)
    return whole.assign(closure=closure_shown(results), year=(whole["month"] + 1) / MONTHS_PER_YEAR)[COLUMNS]


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A column for each policy, a row for each measure; beyond six policies the columns go on below."""
    policies = policies_of(data)
    if not policies:
        return _nobody(language)
    down = -(-len(policies) // ACROSS)
    columns = -(-len(policies) // down)
    figure = Sheet(TWO_COLUMNS if len(policies) > 1 else ONE_COLUMN, 0.7 + down * (4.2 if down == 1 else HEIGHT_OF_BLOCK))
    grid = figure.subplots(len(ROWS) * down, columns, squeeze=False, sharex=True, sharey=False)
    for place, policy in enumerate(policies):
        block, column = divmod(place, columns)
        panels = grid[len(ROWS) * block : len(ROWS) * (block + 1), column]
        for axes, measure in zip(panels, ROWS, strict=True):
            _panel(axes, data[data["measure"] == measure], policy, looks(policies)[policy], language)
            axes.tick_params(labelleft=column == 0, labelbottom=axes is panels[-1])
            if column == 0:
                label = word(measure, language, unit=unit_of(MEASURED[measure], language))
                axes.set_ylabel(folded(label, 13) if down > 1 else label, fontsize=6.5 if down > 1 else None)
        panels[0].set_title(folded(name(policy, language), LETTERS[columns]))
    _finish(figure, grid, policies, data, language)
    return figure


def _nobody(language: Language) -> Figure:
    """Organizations are recorded at the end of a quarter: shorter runs know none."""
    figure = Sheet(ONE_COLUMN, 1.2)
    axes = figure.subplots()
    axes.set_axis_off()
    empty(axes, language, "no_quarter")
    return figure


def _finish(figure: Figure, grid: np.ndarray, policies: list[str], data: pd.DataFrame, language: Language) -> None:
    """One scale for each measure, the name of the years axis, what the edges of fans are, the note."""
    columns = grid.shape[1]
    for axes in grid[-len(ROWS) :, len(policies) - 1 - (len(policies) - 1) // columns * columns + 1 :].flat:
        axes.remove()
    for row in range(len(ROWS)):
        own = [axes for axes in grid[row :: len(ROWS)].flat if axes.figure is not None]
        limits = np.array([axes.get_ylim() for axes in own])
        for axes in own:
            axes.set_ylim(limits[:, 0].min(), limits[:, 1].max())
    filled = (len(policies) - 1) % columns + 1
    grid[-1][(filled - 1) // 2].set_xlabel(word("years", language), x=0.5 if filled % 2 else BETWEEN)
    _levels(grid[0][-1], data[(data["measure"] == FANS[0]) & (data["policy"] == policies[columns - 1])], language)
    note(figure, [word("capacity_note", language), *runs_note(data, language)], language)


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
    wide = data["p90"].max() > DECADE * data["p10"].min()
    axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 3.0)) if wide else MaxNLocator(4))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.yaxis.set_minor_locator(NullLocator())


def _levels(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    """What the edges of a fan are, written at its end."""
    for row in rows_of(data.dropna(subset="p50").tail(1)):
        for level in LEVELS:
            at = (row.year, getattr(row, f"p{round(100 * level)}"))
            label: dict[str, Any] = {
                "textcoords": "offset points",
                "va": "center",
                "fontsize": 5.6,
                "color": QUIET,
                "annotation_clip": False,
            }
            axes.annotate(percent(level, language), at, (3, 0), **label)


FIGURE: Final = FigureKind("capacity_growth", "Growth of organizations", "社会组织的成长", frame, plot)
