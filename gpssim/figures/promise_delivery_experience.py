"""Figure: the same quality four times — as promised, as reported, as delivered, as experienced — by policy and by domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from gpssim.analysis import values
from gpssim.analysis.bands import mean_band
from gpssim.figures.kind import FigureKind
from gpssim.figures.panels import Sheet, across, empty, letter, note, policies_of, policy_legend, rows_of
from gpssim.figures.selection import closure_shown, months_note, period_shown, runs_note, shown
from gpssim.figures.style import QUIET, TWO_COLUMNS, looks
from gpssim.figures.words import unit_of, word
from gpssim.texts.names import in_order, name
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

STEPS: Final[dict[str, dict[str, Any]]] = {
    "promised": {"marker": "|", "ms": 6},
    "reported": {"marker": "x", "ms": 4},
    "delivered": {"marker": "o", "ms": 4},
    "experienced": {"marker": "d", "ms": 4.4, "mfc": "white"},
}
"""What a quality is, in the order in which it is heard of, with its marker in the panel of domains."""

COLUMNS: Final = ["panel", "policy", "closure", "first", "last", "domain", "step", "mean", "low", "high", "n"]


def frame(results: Results) -> pd.DataFrame:
    """Mean quality (0-1) of each step, over all services and by domain."""
    pieces = [_means(results, step, by) for by in ((), ("domain",)) for step in STEPS]
    first, last = period_shown(results)
    return pd.concat(pieces, ignore_index=True).assign(closure=closure_shown(results), first=first, last=last)[COLUMNS]


def _means(results: Results, step: str, by: tuple[str, ...]) -> pd.DataFrame:
    rows = shown(results, values(results, f"{step}_quality", period_shown(results), by=by))
    band = mean_band(rows, ["policy", *by]).assign(step=step, panel="domain" if by else "all")
    return band.assign(domain=band["domain"].astype(str) if by else "")


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """On the left all services together as slopes, on the right each domain as a dumbbell."""
    policies = policies_of(data)
    domains = data.loc[data["panel"] == "domain", "domain"].nunique()
    figure = Sheet(TWO_COLUMNS, max(3.2, 1.3 + domains * (0.12 * len(policies) + 0.14)))
    drawings = (("all", _slopes), ("domain", _dumbbells))
    for index, (axes, (panel, drawing)) in enumerate(zip(figure.subplots(1, 2), drawings, strict=True)):
        letter(axes, index, word(f"quality_{panel}", language))
        chosen = data[data["panel"] == panel]
        if chosen["mean"].notna().any():
            drawing(axes, chosen, language)
        else:
            empty(axes, language)
    policy_legend(figure, policies, language)
    note(figure, [word("quality_note", language), months_note(data, language), *runs_note(data, language)], language)
    return figure


def _slopes(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    """A line for each policy from promise to experience, a little apart so that intervals stay visible."""
    policies, steps = policies_of(data), list(STEPS)
    for place, (policy, look) in enumerate(looks(policies).items()):
        rows = data[data["policy"] == policy].set_index("step").reindex(steps)
        x = np.arange(len(steps)) + 0.06 * (place - (len(policies) - 1) / 2)
        axes.vlines(x, rows["low"], rows["high"], color=look.color, lw=1.0)
        axes.plot(x, rows["mean"], color=look.color, ls=look.line, marker=look.marker)
    axes.set_xticks(range(len(steps)), [word(step, language) for step in steps])
    axes.set(ylabel=word("quality", language, unit=unit_of("delivered_quality", language)), xlim=(-0.4, len(steps) - 0.6))


def _dumbbells(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    """For each domain and policy one bar from the lowest of the four to the highest, with a marker for each."""
    domains, policies = in_order(data["domain"]), policies_of(data)
    given, step = looks(policies), min(0.22, 0.75 / len(policies))
    for (domain, policy), rows in data.groupby(["domain", "policy"], sort=False):
        y = domains.index(str(domain)) + step * (policies.index(str(policy)) - (len(policies) - 1) / 2)
        color = given[str(policy)].color
        axes.plot([rows["mean"].min(), rows["mean"].max()], [y, y], color=color, lw=0.9)
        for row in rows_of(rows):
            axes.plot(row.mean, y, color=color, **STEPS[row.step])
    axes.set_yticks(range(len(domains)), [name(domain, language) for domain in domains])
    axes.set(ylim=(len(domains) - 0.5, -0.95), xlabel=word("quality", language, unit=unit_of("delivered_quality", language)))
    axes.xaxis.set_major_locator(MaxNLocator(6))
    across(axes)
    handles = [Line2D([], [], ls="none", color=QUIET, label=word(key, language), **marker) for key, marker in STEPS.items()]
    narrow: dict[str, Any] = {
        "fontsize": 6.5,
        "handlelength": 1.4,
        "handletextpad": 0.1,
        "columnspacing": 0.7,
        "borderaxespad": 0.0,
    }
    axes.legend(handles=handles, loc="upper center", ncols=len(handles), **narrow)


FIGURE: Final = FigureKind(
    "promise_delivery_experience", "Promise, report, delivery and experience", "承诺、自报、交付与体验", frame, plot
)
