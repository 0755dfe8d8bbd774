"""Figure: who wins — incumbents and concentration over time, the Lorenz curve of contract value, the five largest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from gpssim.analysis import series
from gpssim.analysis.bands import lorenz, mean_band, top_share
from gpssim.figures.kind import FigureKind
from gpssim.figures.panels import Sheet, dots, empty, letter, line_with_band, note, policies_of, policy_legend, years_axis
from gpssim.figures.selection import closure_shown, gaps_note, runs_note, shown, shown_table
from gpssim.figures.style import QUIET, TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.names import name
from gpssim.texts.text import Language
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.records.results import Results

PANELS: Final = ("repeat_winners", "concentration", "lorenz", "top_five")
OVER_TIME: Final = {"repeat_winners": "repeat_winner_rate", "concentration": "concentration"}
"""Panel and its indicator."""
GRID: Final = np.linspace(0.0, 1.0, 51)
LARGEST: Final = 5
COLUMNS: Final = ["panel", "policy", "closure", "x", "mean", "low", "high", "n"]


def frame(results: Results) -> pd.DataFrame:
    """``x`` is the middle of the year after the switch in the panels over time, the share of organizations in the Lorenz curve."""
    pieces = [_over_years(results, panel) for panel in OVER_TIME]
    held = _held(results)
    curves = pd.concat([pd.DataFrame({**keys, "x": GRID, "value": lorenz(values, GRID)}) for keys, values in held])
    largest = pd.DataFrame([{**keys, "value": top_share(values, LARGEST)} for keys, values in held])
    pieces.append(mean_band(curves, ["policy", "x"]).assign(panel="lorenz"))
    pieces.append(mean_band(largest, ["policy"]).assign(panel="top_five", x=np.nan))
    return pd.concat(pieces, ignore_index=True).assign(closure=closure_shown(results))[COLUMNS]


def _over_years(results: Results, panel: str) -> pd.DataFrame:
    band = mean_band(shown(results, series(results, OVER_TIME[panel], every=MONTHS_PER_YEAR)), ["policy", "month"])
    last = (band["month"] + MONTHS_PER_YEAR).clip(upper=results.months)
    return band.assign(panel=panel, x=(band["month"] + last) / 2 / MONTHS_PER_YEAR)


def _held(results: Results) -> list[tuple[dict[str, Any], np.ndarray]]:
    """For each run the value of contracts signed since the switch, by organization; those that never won hold nothing."""
    keys = ["policy", "replication"]
    contracts = shown_table(results, "contracts", ["organization", "month_signed", "value"])
    present = shown_table(results, "organizations", ["organization", "month"])
    won = contracts[contracts["month_signed"] >= 0].groupby([*keys, "organization"])["value"].sum()
    seen = present.loc[present["month"] >= 0, [*keys, "organization"]].drop_duplicates()
    held = won.reindex(won.index.union(pd.MultiIndex.from_frame(seen)), fill_value=0.0).rename("held").reset_index()
    order = list(results.policies)
    runs = sorted(held.groupby(keys), key=lambda run: order.index(str(run[1]["policy"].iloc[0])))
    return [({key: rows[key].iloc[0] for key in keys}, rows["held"].to_numpy()) for _, rows in runs]


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """Two panels over time above, the Lorenz curve and the five largest below."""
    figure = Sheet(TWO_COLUMNS, 4.7)
    drawings = (_over_time, _over_time, _lorenz, _top_five)
    for index, (axes, panel, drawing) in enumerate(zip(figure.subplots(2, 2).flat, PANELS, drawings, strict=True)):
        chosen = data[data["panel"] == panel]
        letter(axes, index, word(panel, language))
        if chosen["mean"].notna().any():
            drawing(axes, chosen, language)
        else:
            empty(axes, language)
    policy_legend(figure, policies_of(data), language)
    note(figure, [word("who_wins_note", language), *gaps_note(data, "panel", language), *runs_note(data, language)], language)
    return figure


def _over_time(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    for policy, look in looks(policies_of(data)).items():
        line_with_band(axes, data[data["policy"] == policy], look, x="x")
    years_axis(axes, np.ceil(data["x"].max()), language)
    axes.set_ylim(bottom=0)
    axes.set_ylabel(word("hhi" if data["panel"].iloc[0] == "concentration" else "of_contracts", language))


def _lorenz(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    axes.plot([0, 1], [0, 1], color=QUIET, lw=0.6)
    axes.text(0.58, 0.62, word("equal_shares", language), color=QUIET, fontsize=6.5, ha="right")
    for policy, look in looks(policies_of(data)).items():
        rows = data[data["policy"] == policy]
        axes.fill_between(rows["x"], rows["low"], rows["high"], color=look.color, alpha=0.18, lw=0)
        axes.plot(rows["x"], rows["mean"], color=look.color, ls=look.line)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel=word("lorenz_x", language), ylabel=word("of_value", language))


def _top_five(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    policies = policies_of(data)
    dots(axes, data.assign(y=range(len(data))), policies)
    for row, policy in enumerate(policies):
        axes.annotate(name(policy, language), (0, row), (3, 5), xycoords=axes.get_yaxis_transform(), textcoords="offset points")
    axes.set(yticks=[], xlim=(0, None), ylim=(len(policies) - 0.5, -0.6), xlabel=word("of_value", language))
    axes.xaxis.set_major_locator(MaxNLocator(6))


FIGURE: Final = FigureKind("who_wins", "Who wins: incumbents and concentration", "谁中标：原承接主体与集中度", frame, plot)
