"""What figures of sensitivity share: which contrasts they show, a panel for each, names beside rows, what is left out counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from gpssim.analysis.indicators import indicator
from gpssim.analysis.left_out import tried
from gpssim.analysis.questions import Contrast, closures_of, differences, outcomes_themselves
from gpssim.figures.legends import folded
from gpssim.figures.panels import Sheet, letter, undefined
from gpssim.figures.parameter_names import parameter_names
from gpssim.figures.style import QUIET, TWO_COLUMNS
from gpssim.figures.words import unit_of, word
from gpssim.texts.names import name
from gpssim.texts.text import Language, in_brackets

if TYPE_CHECKING:
    from gpssim.records.results import Results

MOST_PANELS: Final = 6
MOST_ROWS: Final = 15
KEYS: Final = list(Contrast._fields)
LETTERS_OF_NAME: Final = 27
LETTERS_OF_TITLE: Final = {1: 60, 2: 33}
LINE: Final = 0.1
"""Height of a line of a name, inches."""


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
    for _, rows in data.groupby(KEYS, sort=False):
        yield rows.iloc[0], rows.reset_index(drop=True)


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
    across = 1 if len(given) == 1 else 2
    down = -(-len(given) // across)
    tall = [max(height(rows) for _, rows in given[k * across : (k + 1) * across]) for k in range(down)]
    figure = Sheet(TWO_COLUMNS * (1.0 if across == 2 else 0.72), sum(tall) + 0.42 * down + 0.75)
    grid: Any = figure.subplots(down, across, squeeze=False, gridspec_kw={"height_ratios": tall})
    axes = list(grid.ravel())
    for spare in axes[len(given) :]:
        spare.set_axis_off()
    for place, (row, _) in enumerate(given):
        said = "\n".join(folded(line, LETTERS_OF_TITLE[across]) for line in title_of(row, language).split("\n"))
        letter(axes[place], place, said) if across == 2 else axes[place].set_title(said)
    return figure, axes[: len(given)]


def rows_shown(rows: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The parameters that have a row, and those that are only counted, in the order of the table."""
    order = list(dict.fromkeys(rows["parameter"]))
    return order[:MOST_ROWS], order[MOST_ROWS:]


def name_rows(axes: Axes, rows: pd.DataFrame, rest: str, language: Language) -> None:
    """Names beside the rows from the top down; what is left out is said in a last row."""
    shown, left = rows_shown(rows)
    called = parameter_names(rows["parameter"], language)
    axes.set_yticks(range(len(shown)), [folded(called[path], LETTERS_OF_NAME) for path in shown], fontsize=6.5, linespacing=1.1)
    axes.set_ylim(len(shown) - 0.4 + bool(left), -0.6)
    if left:
        axes.text(0.0, len(shown), rest, transform=axes.get_yaxis_transform(), va="center", fontsize=6, color=QUIET)


def row_heights(rows: pd.DataFrame) -> float:
    """Height of the rows of a panel, inches."""
    shown, left = rows_shown(rows)
    lines = {path: max(len(folded(one, LETTERS_OF_NAME).split("\n")) for one in names(path, rows)) for path in shown}
    return max(0.5, (max(lines.values()) * LINE + 0.06) * (len(shown) + bool(left)))


def names(path: str, rows: pd.DataFrame) -> tuple[str, str]:
    """What a parameter is called in both languages: a sheet has the same size in both."""
    return parameter_names(rows["parameter"], "en")[path], parameter_names(rows["parameter"], "zh")[path]


def more_note(data: pd.DataFrame, language: Language) -> list[str]:
    """That further outcomes have no panel."""
    more = int(data["more"].iloc[0])
    return [word("more_panels", language, n=more)] if more else []
