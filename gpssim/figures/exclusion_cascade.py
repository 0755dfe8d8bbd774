"""Figure: the exclusion cascade — how many of those in need are left at each stage on the way to a service, group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.analysis import values
from gpssim.analysis.bands import mean_band
from gpssim.analysis.domains import SHARE
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import policy_legend
from gpssim.figures.panels import MOST_BANDS, Sheet, empty, letter, note, policies_of
from gpssim.figures.selection import closure_shown, lines_note, months_note, period_shown, runs_note, shown
from gpssim.figures.style import TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.names import in_order, name
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

LOSSES: Final = {
    "eligible": "ineligible_share",
    "aware": "unaware_share",
    "applying": "deterred_share",
    "reached": "queued_share",
}
"""Stages in order, with the indicator of the share of those in need that is lost on the way to each."""
EVERYBODY: Final = "everybody"
COLUMNS: Final = ["group", "policy", "closure", "first", "last", "stage", "step", "mean", "low", "high", "n"]


def frame(results: Results) -> pd.DataFrame:
    """Share of those in need that has come to each stage, by group and for everybody; 1 before the first."""
    pieces = [_of_group(results, ("group",)), _of_group(results, ()).assign(group=EVERYBODY)]
    first, last = period_shown(results)
    return pd.concat(pieces, ignore_index=True).assign(closure=closure_shown(results), first=first, last=last)[COLUMNS]


def _of_group(results: Results, by: tuple[str, ...]) -> pd.DataFrame:
    keys, left, pieces = ["policy", "replication", *by], None, []
    for step, (stage, loss) in enumerate(LOSSES.items(), start=1):
        rows = shown(results, values(results, loss, period_shown(results), by=by))
        lost = rows.set_index(keys)["value"]
        left = 1.0 - lost if left is None else left - lost
        band = mean_band(left.rename("value").reset_index(), ["policy", *by], domain=SHARE)
        pieces.append(band.assign(stage=stage, step=step))
    whole = pd.concat(pieces, ignore_index=True)
    return whole.assign(group=whole["group"].astype(str)) if by else whole


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A panel for each group and one for everybody, a line for each policy falling from stage to stage."""
    policies, groups = policies_of(data), [EVERYBODY, *in_order(set(data["group"]) - {EVERYBODY})]
    figure = Sheet(TWO_COLUMNS, 4.6)
    columns = 3
    grid = figure.subplots(-(-len(groups) // columns), columns, squeeze=False, sharex=True, sharey=True)
    for index, (axes, group) in enumerate(zip(grid.flat, groups, strict=False)):
        letter(axes, index, name(group, language))
        chosen = data[data["group"] == group]
        _panel(axes, chosen, policies, language) if chosen["mean"].notna().any() else empty(axes, language)
    for axes in list(grid.flat)[len(groups) :]:
        axes.set_visible(False)
    for axes in grid[:, 0]:
        axes.set_ylabel(word("of_need", language))
    policy_legend(figure, policies, language, line=True)
    note(
        figure,
        [word("cascade_note", language), months_note(data, language), *runs_note(data, language), *lines_note(policies, language)],
        language,
    )
    return figure


def _panel(axes: Axes, data: pd.DataFrame, policies: list[str], language: Language) -> None:
    """Lines from all who are in need down to those served."""
    for policy, look in looks(policies).items():
        rows = data[data["policy"] == policy].sort_values("step")
        steps, mean = [0, *rows["step"]], [1.0, *rows["mean"]]
        if len(policies) <= MOST_BANDS:
            axes.fill_between(steps, [1.0, *rows["low"]], [1.0, *rows["high"]], color=look.color, alpha=0.18, lw=0)
        axes.plot(steps, mean, color=look.color, ls=look.line, marker=look.marker)
    axes.set_xticks(range(len(LOSSES) + 1), [word(f"stage_{stage}", language) for stage in ("in_need", *LOSSES)], rotation=35)
    axes.set(xlim=(-0.2, len(LOSSES) + 0.2), ylim=(0, 1.04))


FIGURE: Final = FigureKind("exclusion_cascade", "Where people in need are lost", "有需求者在何处流失", frame, plot, needs="asking")
