"""Figure: in which worlds a policy beats the baseline: limits of the parameters that turn the sign, and the worlds themselves."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from gpssim.analysis.discovery import Cases, cases_of, scenario_box, sign_shares
from gpssim.analysis.discovery.box import AGAIN
from gpssim.analysis.discovery.cases import LEAST, NOT_FILLING
from gpssim.analysis.indicators import indicator
from gpssim.analysis.questions import Contrast
from gpssim.figures.kind import FigureKind
from gpssim.figures.legends import folded, legend
from gpssim.figures.panels import Sheet, across, letter, note, rows_of, undefined
from gpssim.figures.parameter_names import parameter_names
from gpssim.figures.sensitivity_panels import contrasts_shown, more_note, names, panels
from gpssim.figures.short_numbers import short, short_ticks
from gpssim.figures.style import BLUE, FAINT, INK, TWO_COLUMNS
from gpssim.figures.without_box import COLORS, HALF, LEANING, PALE, height_of_leaning, leaning, plot_leaning
from gpssim.figures.words import word
from gpssim.texts.names import name
from gpssim.texts.text import Language

if TYPE_CHECKING:
    from gpssim.records.results import Results

MOST: Final = 3
"""Differences that are shown: each takes a row of two panels."""
MOST_WORLDS: Final = 1000
"""Worlds that a panel shows."""
LIGHT: Final = "#b8d4e8"
SMALL: Final = 5.6
"""Points of the values at bars."""
MOST_LIMITS: Final = (12, 7, 4)
"""Limits that a row shows, by the number of rows; the most restrictive come first."""
LETTERS, LINE, LINE_OF_TITLE = 30, 0.115, 0.135
"""Letters in a line of a name; heights of that line and of one of a title, inches."""


def fits(results: Results) -> bool:
    """Whether there are two policies and enough points that fill their ranges."""
    kind = str((results.manifest.get("design") or {}).get("kind", ""))
    return results.n_worlds >= LEAST and len(results.policies) > 1 and kind not in NOT_FILLING


def frame(results: Results) -> pd.DataFrame:
    """For each difference the limits (``part`` is ``limit``), and the worlds (``world``) by the two that restrict most.

    Where there is no limit, the parameters that go most with the difference (``leaning``), and the worlds by the first of them.
    """
    found = contrasts_shown(results, _table)
    known = [rows for _, rows in panels(found)] if len(found) else []
    more = int(found["more"].iloc[0]) if len(found) else 0
    kept = known[:MOST]
    return pd.concat(kept, ignore_index=True).assign(more=more + len(known) - len(kept)) if kept else found


def _table(results: Results, one: Contrast) -> pd.DataFrame:
    cases = cases_of(results, one)
    shares = sign_shares(cases)
    told = {"n": int(shares["n"]), "wins": shares["wins"], "wins_low": shares["low"], "wins_high": shares["high"], "side": ""}
    if cases.wins.nunique() < 2:
        return _without(cases, told)
    side = "wins" if shares["wins"] <= 0.5 else "loses"
    box = scenario_box(cases.of("wins" if side == "wins" else "loses"))
    told |= {"side": side, "density": box.summary["density"], "coverage": box.summary["coverage"]}
    if box.limits.empty:
        return _without(cases, told)
    limits = box.limits.assign(part="limit", **told)
    return pd.concat([limits, _worlds(cases, limits)])


def _without(cases: Cases, told: dict[str, Any]) -> pd.DataFrame:
    """Where there is no box: shares, the parameters that go most with the difference, the worlds."""
    return pd.concat([pd.DataFrame([{"part": "limit", **told}]), leaning(cases, MOST_WORLDS)])


def _worlds(cases: Cases, limits: pd.DataFrame) -> pd.DataFrame:
    """The worlds by the two parameters that restrict most; by one and the difference where there is one."""
    axes = list(limits["parameter"].iloc[:2])
    across_, up = cases.points[axes[0]], cases.points[axes[1]] if len(axes) > 1 else cases.difference
    rows = pd.DataFrame({"part": "world", "x": across_, "y": up, "won": cases.wins, "world": cases.points.index})
    return rows.head(MOST_WORLDS)


def plot(data: pd.DataFrame, language: Language) -> Figure:
    """A row of two panels for each difference: its limits over the ranges of the parameters, and the worlds.

    Without limits: where the worlds of each sign lie over these ranges, and how the difference goes with the first parameter.
    """
    given = list(panels(data)) if len(data) else []
    if not given:
        return undefined(language)
    most = MOST_LIMITS[min(len(given), MOST) - 1]
    limits = [_limits_of(rows) for _, rows in given]
    titles = [_title(row, language) for row, _ in given]
    bare = [rows[rows["part"] == LEANING] for _, rows in given]
    tall = [
        max(1.5, height_of_leaning(other, LETTERS, LINE) if own.empty else _height_of_limits(own.head(most), len(own) > most))
        for own, other in zip(limits, bare, strict=True)
    ]
    heads = sum(LINE_OF_TITLE * (title.count("\n") + 1) for title in titles)
    figure = Sheet(TWO_COLUMNS, sum(tall) + heads + 0.45 * len(given) + 0.5)
    grid: Any = figure.subplots(len(given), 2, squeeze=False, width_ratios=[1.25, 1], height_ratios=tall)
    for place, (left, right) in enumerate(grid):
        rows = given[place][1]
        letter(left, place, titles[place])
        worlds = rows[rows["part"] == "world"]
        if limits[place].empty:
            plot_leaning((left, right), bare[place], worlds, LETTERS, language)
            continue
        _limits(left, limits[place], most, language)
        _scatter(right, worlds, limits[place], language)
    legend(figure, _handles(any(len(own) for own in limits), any(own.empty for own in limits), language))
    note(figure, [*_notes(limits, language), *more_note(data, language)], language)
    return figure


def _handles(boxes: bool, halves: bool, language: Language) -> list[Any]:
    marks = [Line2D([], [], color=c, marker=m, ls="none", label=word(f"world_{k}", language)) for k, (c, m) in _marks()]
    half = Line2D([], [], color=INK, lw=HALF, alpha=PALE, solid_capstyle="butt", label=word("middle_half", language))
    box = Patch(facecolor=LIGHT, edgecolor=BLUE, label=word("box", language))
    return [*marks, *[half] * halves, *[box] * boxes]


def _notes(limits: list[pd.DataFrame], language: Language) -> list[str]:
    """How boxes are found and what is beside them; where none was, what is shown in its place."""
    found = [word("box_note", language, again=AGAIN)] * any(len(own) for own in limits)
    without = ", ".join(ascii_lowercase[place] for place, own in enumerate(limits) if own.empty)
    which = word("in_panels", language, panels=without) if without and len(limits) > 1 else ""
    return [*found, *[word("no_box_note", language, where=which)] * bool(without)]


def _limits_of(rows: pd.DataFrame) -> pd.DataFrame:
    own = rows[rows["part"] == "limit"]
    return own.dropna(subset="parameter") if "parameter" in own else own.iloc[:0]


def _height_of_limits(limits: pd.DataFrame, more: bool) -> float:
    """As many lines each as the longest name takes in either language, and one for the values above the bar."""
    called = [folded(one, LETTERS).count("\n") for path in limits["parameter"] for one in names(path, limits)]
    return 0.25 + (0.14 + LINE * max(2, 1 + max(called))) * (len(limits) + more)


def _marks() -> list[tuple[str, tuple[str, str]]]:
    return [("wins", COLORS[True]), ("loses", COLORS[False])]


def _title(row: Any, language: Language) -> str:
    one = indicator(row.outcome)
    names = {"b": name(row.policy_b, language), "a": name(row.policy_a, language)}
    first = word("wins_title", language, outcome=one.label_zh if language == "zh" else one.label, **names)
    percent = {
        key: f"{100 * getattr(row, column):.0f}" for key, column in (("share", "wins"), ("low", "wins_low"), ("high", "wins_high"))
    }
    lines = [folded(first, 58), word("wins_share", language, n=int(row.n), **percent)]
    if row.side and row.parameter != row.parameter:
        lines.append(word("no_box", language))
    elif row.side:
        lines.append(word(f"box_{row.side}", language, density=f"{100 * row.density:.0f}", coverage=f"{100 * row.coverage:.0f}"))
    return "\n".join(lines)


def _limits(axes: Axes, limits: pd.DataFrame, most: int, language: Language) -> None:
    """A bar a parameter: the part of its range that the box holds."""
    across(axes)
    axes.set(xlim=(0, 1), xticks=[0, 0.5, 1])
    axes.set_xlabel(word("part_of_range", language))
    called = parameter_names(limits["parameter"], language)
    shown, left = limits.head(most), len(limits) - most
    for y, row in enumerate(rows_of(shown)):
        wide = row.range_high - row.range_low
        low, high = (
            (row.low - row.range_low) / wide if row.low == row.low else 0.0,
            (row.high - row.range_low) / wide if row.high == row.high else 1.0,
        )
        axes.barh(y, 1, color=FAINT, height=0.5)
        axes.barh(y, high - low, left=low, color=LIGHT, edgecolor=BLUE, height=0.5)
        _say(axes, row, y, (low, high))
    said = [folded(called[path], LETTERS) for path in shown["parameter"]]
    said += [word("more_limits", language, n=left)] * (left > 0)
    axes.set_yticks(range(len(said)), said, fontsize=6.5, linespacing=0.95)
    axes.set_ylim(len(said) - 0.4, -0.7)


def _say(axes: Axes, row: Any, y: float, ends: tuple[float, float]) -> None:
    """The values at the limits above the bar, quasi-p-values and resamples behind it."""
    low, high = row.low == row.low, row.high == row.high
    said = f"{short(row.low)} – {short(row.high)}" if low and high else f"≥ {short(row.low)}" if low else f"≤ {short(row.high)}"
    left = (ends[0] if low else ends[1]) + (ends[1] if high else ends[0]) <= 1  # the text runs to where there is more room
    at = (ends[0] if low else ends[1]) if left else (ends[1] if high else ends[0])
    place: dict[str, Any] = {"ha": "left" if left else "right", "va": "bottom", "fontsize": SMALL}
    axes.annotate(said, (at, y - 0.25), (0, 1.5), textcoords="offset points", **place)
    worst = np.nanmax([row.p_low, row.p_high])
    p = "p < 0.001" if worst < 0.001 else f"p = {worst:.2g}"
    again = f"{100 * row.again:.0f} %"
    axes.annotate(f"{p}\n{again}", (1, y), (3, 0), textcoords="offset points", va="center", fontsize=SMALL, color=INK)


def _scatter(axes: Axes, worlds: pd.DataFrame, limits: pd.DataFrame, language: Language) -> None:
    """The worlds by the two parameters that restrict most, with the box."""
    first, *others = list(rows_of(limits))[:2]
    for won, (color, marker) in COLORS.items():
        own = worlds[worlds["won"].astype(bool) == won]
        axes.plot(own["x"], own["y"], color=color, marker=marker, ls="none", ms=2.2, mew=0.6, alpha=0.8)
    called = parameter_names(limits["parameter"], language)
    axes.set_xlabel(folded(called[first.parameter], 44))
    axes.set_ylabel(folded(called[others[0].parameter], 30) if others else word("difference_axis", language))
    axes.grid(visible=False)
    short_ticks(axes, "x", "y", most=4)
    _frame(axes, first, others[0] if others else None)


def _frame(axes: Axes, first: Any, second: Any) -> None:
    """The box over the worlds, open where there is no limit."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    x = first.low if first.low == first.low else left, first.high if first.high == first.high else right
    y = (
        (bottom, top)
        if second is None
        else (second.low if second.low == second.low else bottom, second.high if second.high == second.high else top)
    )
    axes.add_patch(Rectangle((x[0], y[0]), x[1] - x[0], y[1] - y[0], facecolor=LIGHT, edgecolor=BLUE, lw=0.9, alpha=0.45, zorder=0))
    axes.set(xlim=(left, right), ylim=(bottom, top))


FIGURE: Final = FigureKind("scenario_boxes", "In which worlds a policy wins", "政策在哪些世界占优", frame, plot, only=fits)
