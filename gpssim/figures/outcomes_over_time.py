"""Figure: the primary outcomes over time by policy, a panel each, with 95 % intervals over replications."""

from __future__ import annotations

from functools import partial
from math import ceil
from textwrap import fill
from typing import TYPE_CHECKING, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.analysis import indicators, series
from gpssim.analysis.bands import mean_band
from gpssim.analysis.left_out import tried
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import policy_legend
from gpssim.figures.panels import Sheet, empty, letter, lines_with_bands, note, policies_of, years_axis
from gpssim.figures.selection import closure_shown, gaps_note, lines_note, runs_note, shown
from gpssim.figures.style import ONE_COLUMN, TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.text import Language
from gpssim.texts.units import unit
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.analysis import Indicator
    from gpssim.records.results import Results

PER_ROW: Final = 3
LABELS: Final = ("label", "label_zh", "unit", "direction")
COLUMNS: Final = ["outcome", *LABELS, "policy", "closure", "month", "last", "year", "mean", "low", "high", "n"]


def frame(results: Results) -> pd.DataFrame:
    """Primary outcomes year by year (quarter by quarter in runs of less than five years): months ``month`` to ``last``, drawn at
    their middle ``year``.
    """
    every = MONTHS_PER_YEAR if results.months >= 5 * MONTHS_PER_YEAR else 3
    pieces = [_outcome(results, one, every) for one in indicators().values() if one.primary]
    return pd.concat(pieces, ignore_index=True)[COLUMNS]


def _outcome(results: Results, one: Indicator, every: int) -> pd.DataFrame:
    """One outcome; where it is undefined throughout, a row for each policy says so."""
    nothing = pd.DataFrame(columns=["policy", "closure", "world", "replication", "month", "value"])
    over_time = tried("outcome", one.name, partial(series, results, one, every=every), nothing)
    band = mean_band(shown(results, over_time), ["policy", "month"], domain=one.domain)
    if band.empty:
        band = pd.DataFrame({"policy": results.policies, "month": 0}).reindex(columns=band.columns)
    last = (band["month"] + every).clip(upper=results.months)
    labels = {"outcome": one.name, **{key: getattr(one, key) for key in LABELS}}
    return band.assign(**labels, closure=closure_shown(results), year=(band["month"] + last) / 2 / MONTHS_PER_YEAR, last=last - 1)


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """Small multiples, three in a row, in the order of the table."""
    outcomes = list(dict.fromkeys(data["outcome"]))
    n_columns = min(PER_ROW, len(outcomes))
    n_rows = ceil(len(outcomes) / n_columns)
    figure = Sheet(TWO_COLUMNS if n_columns > 1 else ONE_COLUMN, 1.55 * n_rows + 0.75)
    panels, end = figure.subplots(n_rows, n_columns, squeeze=False, sharex=True).flat, (data["last"].max() + 1) / MONTHS_PER_YEAR
    for index, axes in enumerate(panels):
        if index >= len(outcomes):
            axes.remove()
            continue
        rows = data[data["outcome"] == outcomes[index]]
        _panel(axes, rows, language)
        years_axis(axes, end, language, label=index + n_columns >= len(outcomes))  # nothing stands below it
        letter(axes, index, fill(rows["label_zh" if language == "zh" else "label"].iloc[0], 32))
    policies = policies_of(data)
    policy_legend(figure, policies, language)
    said = [word("transition_shaded", language), *gaps_note(data, "outcome", language), *runs_note(data, language)]
    note(figure, [*said, *lines_note(policies, language)], language)
    return figure


def _panel(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    lines_with_bands(axes, data, looks(policies_of(data)))
    axes.tick_params(labelbottom=True)
    axes.set_ylabel(fill(unit(data["unit"].iloc[0], language), 20))
    axes.margins(y=0.12)
    if data["mean"].isna().all():
        empty(axes, language)


FIGURE: Final = FigureKind("outcomes_over_time", "Outcomes over time by policy", "各政策下的结果随时间变化", frame, plot)
