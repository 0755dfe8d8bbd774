"""Figure: what each policy bought with — value by what awarded it, and how often its own mechanisms failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from gpssim.analysis.arms import MOST_FAILED, arms
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import folded, legend
from gpssim.figures.panels import Sheet, across, empty, letter, note, policies_of, rows_of
from gpssim.figures.selection import closure_shown
from gpssim.figures.style import INK, QUIET, SHADE, TWO_COLUMNS, looks
from gpssim.figures.words import word
from gpssim.texts.comparisons import PERIODS
from gpssim.texts.following import following, with_following
from gpssim.texts.names import name
from gpssim.texts.text import Language, named

if TYPE_CHECKING:
    from gpssim.records.results import Results

PARTS: Final = ("inherited", "own", "kept", "other")
COLUMNS: Final = ["policy", "closure", "period", *PARTS, "other_mechanism", "failed", "retenders", "after_failure", "flagged", "n"]
HATCHES: Final = {"kept": "....", "other": "////"}
WIDEST: Final = 62
"""Letters of a line beside a bar."""
WRITTEN: Final = 0.07
"""Share from which a part has its number in it."""
DARK: Final = 0.5
"""Brightness, in [0, 1], below which a number is white."""


def frame(results: Results) -> pd.DataFrame:
    """For each policy and period, shares of all contract value signed, and of failed attempts; ``n`` replications."""
    found = arms(results)
    found = found[found["closure"] == closure_shown(results)]
    apart = found[found["period"] != "all"]
    rows = apart if apart["period"].nunique() > 1 else found[found["period"] == "all"]
    new = 1.0 - rows["inherited_share"]
    rest = new * (1.0 - rows["kept_share"].fillna(0.0))
    return rows.assign(
        inherited=rows["inherited_share"],
        kept=new - rest,
        own=rest * rows["own_share"].fillna(0.0),
        other=rest * (1.0 - rows["own_share"].fillna(1.0)),
        other_mechanism=rows["other"],
        failed=rows["failure_rate"],
        n=rows["n_runs"],
    ).reset_index(drop=True)[COLUMNS]


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """On the left bars of contract value, on the right failed attempts beside the bound beyond which an arm is flagged."""
    figure = Sheet(TWO_COLUMNS, 1.5 + min(0.3, 6.6 / max(len(data), 1)) * len(data))
    value, failed = figure.subplots(1, 2, sharey=True, width_ratios=(2.2, 1))
    letter(value, 0, word("bought_value", language))
    letter(failed, 1, word("bought_failed", language))
    if data[list(PARTS)].notna().any(axis=None):
        _bars(value, data)
        _failures(failed, data, language)
        _labels(value, data, language)
    else:
        empty(value, language)
        empty(failed, language)
    _legend(figure, language)
    flagged = bool(data["flagged"].any())
    held = [word(f"at_{data['closure'].iloc[0]}", language)] if len(data) else []
    n = int(data["n"].max()) if len(data) else 0
    follows = sorted({following(str(after), language) for after in data["after_failure"]} - {""})
    after = [word("after_failure", language, follows=follows[0])] if len(follows) == 1 else []
    note(figure, [word("bought_note", language, n=n), *after, *[word("bought_flagged", language)] * flagged, *held], language)
    return figure


def _bars(axes: Axes, data: pd.DataFrame) -> None:
    given = looks(policies_of(data))
    for y, row in enumerate(rows_of(data)):
        start = 0.0
        for part, share in zip(PARTS, (row.inherited, row.own, row.kept, row.other), strict=True):
            if np.isfinite(share) and share > 0.0:
                filling = _filling(part, given[str(row.policy)].color)
                axes.barh(y, share, left=start, height=0.66, lw=0, **filling)
                if share >= WRITTEN:
                    _number(axes, (start + share / 2, y), share, filling)
                start += share
    axes.set(xlim=(0, 1), ylim=(len(data) - 0.4, -0.6))
    across(axes)


def _filling(part: str, color: str) -> dict[str, Any]:
    """Inherited value is grey, that of a policy's own mechanisms tinted in its color, what it keeps dotted, the rest hatched."""
    pale = tuple(0.45 + 0.55 * x for x in to_rgb(color))
    if part == "inherited":
        return {"color": SHADE}
    return {"color": pale} if part == "own" else {"facecolor": "white", "edgecolor": QUIET, "hatch": HATCHES[part]}


def _number(axes: Axes, at: tuple[float, float], share: float, filling: dict[str, Any]) -> None:
    """A share in percent in the middle of its part, on white where the part is dotted or hatched."""
    behind: dict[str, Any] = {"bbox": {"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none"}} if "hatch" in filling else {}
    axes.text(*at, f"{100 * share:.0f}", ha="center", va="center", fontsize=6.5, color=_ink(filling), **behind)


def _ink(filling: dict[str, Any]) -> str:
    """White on a dark part, ink on any other."""
    red, green, blue = to_rgb(filling.get("color", "white"))
    return "white" if 0.3 * red + 0.59 * green + 0.11 * blue < DARK else INK


def _failures(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    given = looks(policies_of(data))
    axes.axvline(MOST_FAILED, color=QUIET, lw=0.8, ls=(0, (3, 2)))
    for y, row in enumerate(rows_of(data)):
        look = given[str(row.policy)]
        axes.plot([0.0, row.failed], [y, y], color=look.color, lw=1.1)
        axes.plot(row.failed, y, color=look.color, marker=look.marker, ls="none", ms=4, clip_on=False)
    highest = float(np.nanmax([MOST_FAILED, *data["failed"]]))
    axes.set(xlim=(0, min(1.0, 1.15 * highest)), xlabel=word("of_attempts", language))
    across(axes)


def _labels(axes: Axes, data: pd.DataFrame, language: Language) -> None:
    marks = ["* " if flagged else "" for flagged in data["flagged"]]
    apart = data["after_failure"].nunique() > 1
    comma = "，" if language == "zh" else ", "
    words = [
        f"{mark}{_named(row, apart, language)}{comma}{named(PERIODS, row.period, language)}"
        for mark, row in zip(marks, rows_of(data), strict=True)
    ]
    axes.set_yticks(range(len(data)), [folded(text, WIDEST) for text in words])
    axes.set_xlabel(word("of_value", language))


def _named(row: Any, apart: bool, language: Language) -> str:
    """A policy's name, with what follows a failed call where the arms differ in it."""
    policy = name(row.policy, language)
    return with_following(policy, str(row.after_failure), language) if apart else policy


def _legend(figure: Figure, language: Language) -> None:
    handles = [Patch(label=word(f"bought_{part}", language), **_filling(part, INK)) for part in PARTS]
    legend(figure, handles)


FIGURE: Final = FigureKind("bought_with", "What each policy bought with", "各政策实际以何种方式购买", frame, plot)
