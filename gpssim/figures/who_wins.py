"""Figure: who wins — repeat winners and concentration over time, the Lorenz curve of contract value, the five largest."""

from __future__ import annotations

from typing import Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from gpssim.figures.fonts import Language
from gpssim.figures.panels import dots, letter, line_with_band, not_defined, note, policy_legend, years_axis
from gpssim.figures.style import QUIET, TWO_COLUMNS, looks
from gpssim.figures.words import name, word

PANELS: Final = ("repeat_winners", "concentration", "lorenz", "top_five")


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """Two panels over time above, the Lorenz curve and the five largest below."""
    figure = Figure(figsize=(TWO_COLUMNS, 4.6), layout="constrained")
    drawings = (_over_time, _over_time, _lorenz, _top_five)
    for index, (axes, panel, drawing) in enumerate(zip(figure.subplots(2, 2).flat, PANELS, drawings, strict=True)):
        chosen = data[data["panel"] == panel]
        letter(axes, index, word(panel, language))
        if chosen["mean"].notna().any():
            drawing(axes, chosen, language)
        else:
            not_defined(axes, language)
    policy_legend(figure, list(dict.fromkeys(data["policy"])), language)
    note(figure, [word("who_wins_note", language)], language)
    return figure


def _over_time(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    given = looks(list(dict.fromkeys(data["policy"])))
    for policy, rows in data.rename(columns={"x": "month"}).groupby("policy", sort=False):
        line_with_band(axes, rows, given[str(policy)])
    years_axis(axes, data["x"].max(), language)
    axes.set_ylim(bottom=0)
    axes.set_ylabel(word(f"{data['panel'].iloc[0]}_axis", language))


def _lorenz(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    given = looks(list(dict.fromkeys(data["policy"])))
    axes.plot([0, 1], [0, 1], color=QUIET, lw=0.6)
    axes.text(0.58, 0.62, word("equal_shares", language), color=QUIET, fontsize=6.5, ha="right")
    for policy, rows in data.groupby("policy", sort=False):
        look = given[str(policy)]
        axes.fill_between(rows["x"], rows["low"], rows["high"], color=look.color, alpha=0.18, lw=0)
        axes.plot(rows["x"], rows["mean"], color=look.color, ls=look.line)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel=word("lorenz_x", language), ylabel=word("lorenz_axis", language))


def _top_five(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    policies = list(data["policy"])
    dots(axes, data.assign(y=range(len(data))), policies)
    for row, policy in enumerate(policies):
        at = {"xycoords": axes.get_yaxis_transform(), "textcoords": "offset points"}
        axes.annotate(name(policy, language), (0, row), (3, 5), **at)
    axes.set(yticks=[], xlim=(0, None), ylim=(len(policies) - 0.5, -0.6), xlabel=word("lorenz_axis", language))
    axes.xaxis.set_major_locator(MaxNLocator(6))
