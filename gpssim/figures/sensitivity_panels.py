"""What figures of sensitivity share: which contrasts they show, a panel for each, names beside rows, what is left out counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.analysis.indicators import indicator
from gpssim.analysis.left_out import tried
from gpssim.analysis.questions import Contrast, closures_of, differences, outcomes_themselves
from gpssim.figures.legends import folded, legend
from gpssim.figures.panels import Sheet, across, empty, letter, note, undefined
from gpssim.figures.parameter_names import parameter_names
from gpssim.figures.short_numbers import short_ticks
from gpssim.figures.style import INK, QUIET, TWO_COLUMNS
from gpssim.figures.words import unit_of, word
from gpssim.texts.names import name
from gpssim.texts.text import Language, in_brackets

if TYPE_CHECKING:
    from gpssim.records.results import Results

MOST_PANELS: Final = 6
MOST_ROWS: Final = {1: 15, 2: 15, 3: 9, 4: 9, 5: 6, 6: 6}
"""Most rows of a panel, by the number of panels: a sheet fits a page."""
ROWS: Final = "most rows"
KEYS: Final = list(Contrast._fields)
LETTERS_OF_NAME: Final = 27
LETTERS_OF_TITLE: Final = {1: 52, 2: 31}
MOST_TICKS: Final = {1: 5, 2: 2}
"""Most steps of an axis of values, by the number of panels side by side."""
LINE, LINE_OF_TITLE = 0.1, 0.135
"""Heights of a line of a name, and of a title, inches."""
BETWEEN: Final = 0.09
"""Room between the names of two rows, inches."""
AROUND: Final = 0.42
"""Height of what stands below a panel, inches."""


def of_design(design: str) -> Callable[[Results], bool]:
    """Whether results are of a study with this design."""
    return lambda results: (results.manifest.get("design") or {}).get("kind") == design


def contrasts_shown(results: Results, read: Callable[[Results, Contrast], pd.DataFrame]) -> pd.DataFrame:
    """The table of each contrast that has a panel: differences between policies, or the outcome where there is one policy only.

    Columns of the contrast, those of the table, and ``more``: how many further ones there are.
    """
    every = (differences if len(results.policies) > 1 else outcomes_themselves)(results)
    wanted = [one for one in every if one.closure == closures_of(results)[0]]
    shown = wanted[:MOST_PANELS]
    tables = [(one, tried("panel", one.outcome, lambda one=one: read(results, one), pd.DataFrame())) for one in shown]  # type: ignore[misc]  # a name bound early
    found = [pd.DataFrame([one.keys()] * len(table)).join(table.reset_index(drop=True)) for one, table in tables if len(table)]
    return pd.concat(found, ignore_index=True).assign(more=len(wanted) - len(shown)) if found else pd.DataFrame(columns=KEYS)


def panels(data: pd.DataFrame) -> Iterator[tuple[Any, pd.DataFrame]]:
    """Each contrast of a table with its rows."""
    every = [rows.reset_index(drop=True) for _, rows in data.groupby(KEYS, sort=False)]
    for rows in every:
        rows.attrs[ROWS] = MOST_ROWS[len(every)]
        yield rows.iloc[0], rows


def title_of(row: Any, language: Language) -> str:
    """Outcome and unit, on a line of its own what is subtracted from what."""
    one = indicator(row.outcome)
    said = in_brackets(one.label_zh if language == "zh" else one.label, unit_of(row.outcome, language), language)
    if not row.policy_a:
        return f"{said}\n{name(row.policy_b, language)}"
    gap = word("minus", language, a=name(row.policy_a, language), b=name(row.policy_b, language))
    return f"{said}\n{gap}"


def sheet(data: pd.DataFrame, language: Language, height: Callable[[pd.DataFrame], float]) -> tuple[Figure, list[Axes]]:
    """A sheet with a titled panel for each contrast, two side by side; an empty one where there is none."""
    given = list(panels(data)) if len(data) else []
    if not given:
        return undefined(language), []
    side = 1 if len(given) == 1 else 2
    titles = [_folded_title(row, side, language) for row, _ in given]
    heads = [LINE_OF_TITLE * (max(map(_lines, titles[k : k + side]))) for k in range(0, len(given), side)]
    tall = [max(height(rows) for _, rows in given[k : k + side]) for k in range(0, len(given), side)]
    figure = Sheet(TWO_COLUMNS * (1.0 if side == 2 else 0.72), sum(tall) + sum(heads) + AROUND * len(tall) + 0.5)
    grid: Any = figure.subplots(len(tall), side, squeeze=False, gridspec_kw={"height_ratios": tall})
    axes = list(grid.ravel())
    for spare in axes[len(given) :]:
        spare.set_axis_off()
    for place, said in enumerate(titles):
        letter(axes[place], place, said) if side == 2 else axes[place].set_title(said)
    return figure, axes[: len(given)]


def _folded_title(row: Any, side: int, language: Language) -> str:
    return "\n".join(folded(line, LETTERS_OF_TITLE[side]) for line in title_of(row, language).split("\n"))


def _lines(text: str) -> int:
    return text.count("\n") + 1


class Bars(NamedTuple):
    """How the rows of a figure of parameters are drawn."""

    value: str
    """Column of the bars."""
    draw: Callable[[Axes, pd.DataFrame, list[str], Language], None]
    """The bars of the parameters that have a row, the first at 0."""
    heights: Callable[[pd.DataFrame], float]
    most: Callable[[float], str]
    """How the largest value without a row is written."""
    label: str
    """Word of the axis of values."""


def barred(data: pd.DataFrame, bars: Bars, handles: Sequence[Any], told: Callable[[int], str], language: Language) -> Figure:
    """A panel a difference, a row a parameter, with legend and note; ``told`` says what the numbers are of, from their least n."""
    figure, axes = sheet(data, language, bars.heights)
    if not axes:
        return figure
    for own, (_, rows) in zip(axes, panels(data), strict=True):
        own.set_xlabel(word(bars.label, language))
        if rows[bars.value].isna().all():
            empty(own, language)
            continue
        shown, left = rows_shown(rows)
        bars.draw(own, rows, shown, language)
        most = float(rows.loc[rows["parameter"].isin(left), bars.value].abs().max()) if left else 0.0
        name_rows(own, rows, word("more_parameters", language, n=len(left), most=bars.most(most)), language)
        own.axvline(0, color=INK, lw=0.6)
        short_ticks(own, "x", most=MOST_TICKS[min(len(axes), 2)])
        across(own)
    legend(figure, handles)
    note(figure, [told(int(data["n"].min())), *more_note(data, language)], language)
    return figure


def rows_shown(rows: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The parameters that have a row, and those that are only counted, in the order of the table."""
    order = list(dict.fromkeys(rows["parameter"]))
    most = rows.attrs.get(ROWS, MOST_ROWS[1])
    return order[:most], order[most:]


def name_rows(axes: Axes, rows: pd.DataFrame, rest: str, language: Language) -> None:
    """Names beside the rows from the top down; what is left out is said in a last row."""
    shown, left = rows_shown(rows)
    called = parameter_names(rows["parameter"], language)
    said = [folded(called[path], LETTERS_OF_NAME) for path in shown] + [folded(rest, LETTERS_OF_NAME)] * bool(left)
    axes.set_yticks(range(len(said)), said, fontsize=6.5, linespacing=1.05)
    axes.set_ylim(len(said) - 0.4, -0.6)
    if left:
        axes.get_yticklabels()[-1].set_color(QUIET)


def row_heights(rows: pd.DataFrame) -> float:
    """Height of the rows of a panel, inches: as many lines each as the longest name takes in either language."""
    shown, left = rows_shown(rows)
    lines = [_lines(folded(one, LETTERS_OF_NAME)) for path in shown for one in names(path, rows)]
    return max(0.5, (max([*lines, 2 * bool(left)]) * LINE + BETWEEN) * (len(shown) + bool(left)))


def names(path: str, rows: pd.DataFrame) -> tuple[str, str]:
    """What a parameter is called in both languages: a sheet has the same size in both."""
    return parameter_names(rows["parameter"], "en")[path], parameter_names(rows["parameter"], "zh")[path]


def more_note(data: pd.DataFrame, language: Language) -> list[str]:
    """That further outcomes have no panel."""
    more = int(data["more"].iloc[0])
    return [word("more_panels", language, n=more)] if more else []
