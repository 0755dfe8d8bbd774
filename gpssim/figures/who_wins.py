"""Figure: who wins — incumbents and concentration over time, the Lorenz curve of contract value, the five largest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from gpssim.analysis import indicator, series
from gpssim.analysis.bands import lorenz, mean_band, top_share
from gpssim.analysis.domains import SHARE
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import policy_legend
from gpssim.figures.panels import Sheet, dots, empty, letter, lines_with_bands, note, policies_of, years_axis
from gpssim.figures.selection import closure_shown, gaps_note, lines_note, runs_note, shown, shown_table
from gpssim.figures.style import QUIET, TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.text import Language
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.records.results import Results

PANELS: Final = ("repeat_winners", "concentration", "lorenz", "top_five")
OVER_TIME: Final = {"repeat_winners": "repeat_winner_rate", "concentration": "concentration"}
"""Panel and its indicator."""
GRID: Final = np.linspace(0.0, 1.0, 51)
LARGEST: Final = 5
HEIGHT_OF_ROW: Final = 0.09
"""Of a policy in a panel of rows, inches."""
COLUMNS: Final = ["panel", "policy", "closure", "x", "mean", "low", "high", "n"]


def frame(results: Results) -> pd.DataFrame:
    """``x`` is the middle of the year after the switch in the panels over time, the share of organizations in the Lorenz curve."""
    pieces = [_over_years(results, panel) for panel in OVER_TIME]
    held = _held(results)
    curves = pd.concat([pd.DataFrame({**keys, "x": GRID, "value": lorenz(values, GRID)}) for keys, values in held])
    largest = pd.DataFrame([{**keys, "value": top_share(values, LARGEST)} for keys, values in held])
    pieces.append(_under_the_diagonal(mean_band(curves, ["policy", "x"], domain=SHARE)).assign(panel="lorenz"))
    pieces.append(mean_band(largest, ["policy"], domain=SHARE).assign(panel="top_five", x=np.nan))
    return pd.concat(pieces, ignore_index=True).assign(closure=closure_shown(results))[COLUMNS]


def _over_years(results: Results, panel: str) -> pd.DataFrame:
    one = indicator(OVER_TIME[panel])
    rows = shown(results, series(results, one, every=MONTHS_PER_YEAR))
    band = mean_band(rows, ["policy", "month"], domain=one.domain)
    last = (band["month"] + MONTHS_PER_YEAR).clip(upper=results.months)
    return band.assign(panel=panel, x=(band["month"] + last) / 2 / MONTHS_PER_YEAR)


def _under_the_diagonal(curves: pd.DataFrame) -> pd.DataFrame:
    """The smallest organizations hold no more than their equal share: intervals of a Lorenz curve end at the diagonal."""
    return curves.assign(high=curves["high"].clip(upper=curves["x"]))


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
    policies = policies_of(data)
    figure = Sheet(TWO_COLUMNS, 4.7 + HEIGHT_OF_ROW * max(0, len(policies) - 8))
    drawings = (_over_time, _over_time, _lorenz, _top_five)
    for index, (axes, panel, drawing) in enumerate(zip(figure.subplots(2, 2).flat, PANELS, drawings, strict=True)):
        chosen = data[data["panel"] == panel]
        letter(axes, index, word(panel, language))
        if chosen["mean"].notna().any():
            drawing(axes, chosen, language)
        else:
            empty(axes, language)
    policy_legend(figure, policies, language)
    said = [word("who_wins_note", language), *gaps_note(data, "panel", language), *lines_note(policies, language)]
    note(figure, said + list(runs_note(data, language)), language)
    return figure


def _over_time(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    lines_with_bands(axes, data, looks(policies_of(data)), x="x")
    years_axis(axes, np.ceil(data["x"].max()), language)
    axes.set_ylim(bottom=0)
    axes.set_ylabel(word("hhi" if data["panel"].iloc[0] == "concentration" else "of_contracts", language))


def _lorenz(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    axes.plot([0, 1], [0, 1], color=QUIET, lw=0.6)
    axes.text(0.58, 0.62, word("equal_shares", language), color=QUIET, fontsize=6.5, ha="right")
    lines_with_bands(axes, data, looks(policies_of(data)), x="x")
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel=word("lorenz_x", language), ylabel=word("of_value", language))


def _top_five(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    """A row for each policy in the order of the legend, which names them: names here would lie on the dots."""
    dots(axes, data.assign(y=range(len(data))), policies_of(data))
    axes.set(yticks=[], xlim=(0, None), ylim=(len(data) - 0.5, -0.6), xlabel=word("of_value", language))
    axes.xaxis.set_major_locator(MaxNLocator(6))


FIGURE: Final = FigureKind("who_wins", "Who wins: incumbents and concentration", "谁中标：原承接主体与集中度", frame, plot)
