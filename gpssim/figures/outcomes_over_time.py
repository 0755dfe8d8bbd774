"""Figure: the primary outcomes over time by policy, a panel each, with 95 % bands over replications."""

from __future__ import annotations

from math import ceil
from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.figures.fonts import Language
from gpssim.figures.panels import letter, line_with_band, not_defined, note, policy_legend, years_axis
from gpssim.figures.style import ONE_COLUMN, TWO_COLUMNS, looks
from gpssim.figures.words import unit, word


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """Small multiples, three in a row, in the order of the table."""
    outcomes = list(dict.fromkeys(data["outcome"]))
    n_columns = min(3, len(outcomes))
    n_rows = ceil(len(outcomes) / n_columns)
    figure = Figure(figsize=(TWO_COLUMNS if n_columns > 1 else ONE_COLUMN, 1.45 * n_rows + 0.75), layout="constrained")
    panels = figure.subplots(n_rows, n_columns, squeeze=False, sharex=True)
    for index, axes in enumerate(panels.flat):
        if index >= len(outcomes):
            axes.remove()
            continue
        bottom = index + n_columns >= len(outcomes)
        _panel(axes, data[data["outcome"] == outcomes[index]], language, bottom)
        letter(axes, index, axes.get_title(loc="left"))
    policies = list(dict.fromkeys(data["policy"]))
    policy_legend(figure, policies, language)
    note(figure, [word("transition_shaded", language)], language)
    return figure


def _panel(axes: Axes, data: pd.DataFrame, language: Language, bottom: bool) -> None:
    given = looks(list(dict.fromkeys(data["policy"])))
    for policy, rows in data.groupby("policy", sort=False):
        line_with_band(axes, rows, given[str(policy)])
    row = data.iloc[0]
    axes.set_title(fill(row["label_zh"] if language == "zh" else row["label"], 32))
    axes.set_ylabel(unit(row["unit"], language))
    years_axis(axes, data["month"].max(), language, label=bottom)
    axes.tick_params(labelbottom=bottom)
    axes.margins(y=0.12)
    if data["mean"].isna().all():
        not_defined(axes, language)
