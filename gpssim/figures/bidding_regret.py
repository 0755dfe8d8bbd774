"""Figure: regret — what bidders could have earned by other prices, knowing the others' offers and knowing only what is usual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.analysis.bands import mean_band
from gpssim.analysis.domains import NOT_NEGATIVE
from gpssim.analysis.regret import N_CLASSES, Regret, family_label, regret
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import policy_legend
from gpssim.figures.panels import Sheet, dots, empty, letter, lines_with_bands, note, policies_of
from gpssim.figures.selection import closure_shown, runs_note, shown
from gpssim.figures.style import QUIET, TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

FAMILY: Final = {"family": "en", "family_zh": "zh"}
"""Columns with the name of the bidding family, by language."""
PANELS: Final = ("regret_won", "regret_lost", "regret_class", "regret_shift")
COLUMNS: Final = ["panel", "policy", "closure", "family", "family_zh", "x", "mean", "low", "high", "n"]


def frame(results: Results) -> pd.DataFrame:
    """Percent of the ceiling; ``x`` is the quarter of bidders by cost, missing in the panels of single offers.

    Policies without a competitive purchase keep a row with ``n = 0``.
    """
    found = regret(results)
    pieces = [_single(results, found, "regret_won", True), _single(results, found, "regret_lost", False)]
    classes = shown(results, found.classes)
    for panel, column in (("regret_class", "ex_ante"), ("regret_shift", "shift")):
        means = classes.rename(columns={"cost_class": "x"}).assign(panel=panel, mean=100.0 * classes[column].astype(float))
        pieces.append(means[["panel", "policy", "x", "mean"]].assign(n=found.offers["replication"].nunique()))
    labels = {column: family_label(results, language) for column, language in FAMILY.items()}
    whole = pd.concat([piece.dropna(axis=1, how="all") for piece in pieces], ignore_index=True)
    return whole.assign(closure=closure_shown(results), **labels).reindex(columns=COLUMNS)


def _single(results: Results, found: Regret, panel: str, won: bool) -> pd.DataFrame:
    """Mean regret of single offers in each run, over replications; every policy has a row."""
    offers = shown(results, found.offers[found.offers["won"] == won])
    by_run = offers.groupby(["policy", "replication"], sort=False)["ex_post"].mean().mul(100.0).rename("value").reset_index()
    band = mean_band(by_run, ["policy"], domain=NOT_NEGATIVE).set_index("policy").reindex(results.policies).reset_index()
    return band.assign(panel=panel, n=band["n"].fillna(0).astype(int))


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """Single offers above, classes of bidders below."""
    policies = policies_of(data[data["mean"].notna()]) or policies_of(data)
    figure = Sheet(TWO_COLUMNS, 4.3 + 0.06 * max(0, len(policies) - 6))
    for index, (axes, panel) in enumerate(zip(figure.subplots(2, 2).flat, PANELS, strict=True)):
        chosen = data[(data["panel"] == panel) & data["mean"].notna()]
        letter(axes, index, word(panel, language))
        if chosen.empty:
            empty(axes, language, "no_tenders")
        else:
            (_offers if index < 2 else _classes)(axes, chosen, policies, language)
    policy_legend(figure, policies, language)
    family = str(data[next(column for column, of in FAMILY.items() if of == language)].iloc[0])
    note(figure, [word("regret_note", language, family=family), *runs_note(data, language)], language)
    return figure


def _offers(axes: Axes, data: pd.DataFrame, policies: list[str], language: Language) -> None:
    dots(axes, data.assign(y=range(len(data))), policies)
    axes.set(yticks=[], ylim=(len(data) - 0.4, -0.6), xlabel=word("of_ceiling", language))
    axes.set_xlim(left=0)


def _classes(axes: Axes, data: pd.DataFrame, policies: list[str], language: Language) -> None:
    axes.axhline(0, color=QUIET, lw=0.8)
    lines_with_bands(axes, data, looks(policies), x="x")
    axes.set_xticks(np.arange(1, N_CLASSES + 1))
    axes.set(xlabel=word("cost_quarter", language), ylabel=word("of_ceiling", language))


FIGURE: Final = FigureKind("bidding_regret", "Regret of bidders", "投标人的后悔值", frame, plot)
