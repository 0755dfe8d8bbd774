"""The table of a comparison, for a terminal of 80 columns: by family, each outcome with a line for each policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Final

from gpssim.cli.words import WORDS
from gpssim.texts.comparisons import CLOSURES, HEADINGS, NOTES, PERIODS
from gpssim.texts.names import as_typed, name
from gpssim.texts.numbers import MISSING, estimate, percent, shown, small
from gpssim.texts.text import Language, in_brackets, named, said
from gpssim.texts.units import unit

if TYPE_CHECKING:
    import pandas as pd
    from rich.text import Text

    from gpssim.records.results import Results

COLUMNS: Final = ("mean", "difference", "interval", "n_pairs", "variance_reduction", "same_sign_share")
COARSE: Final = 200.0
"""Residents to a survey unit from which the levels of coverage and welfare are clearly too low."""
PLACES: Final = 80
"""Width of a terminal."""
WIDTHS: Final[Mapping[Language, tuple[int, ...]]] = {"en": (8, 11, 22, 6, 10, 10), "zh": (8, 11, 22, 7, 10, 10)}
"""Columns of the numbers, in places of a terminal; the first column is as wide as the longest policy."""


def lines(frame: pd.DataFrame, language: Language) -> Iterator[Text]:
    """The table line by line: a part for each closure and period of a comparison, in the order in which they appear."""
    from rich.text import Text

    from gpssim.analysis.domains import few

    for _, part in frame.groupby(["closure", "period"], sort=False, observed=True):
        yield Text(_title(part.iloc[0], language), style="bold underline")
        yield from _part(part, language)
        yield Text()
    if few(int(frame["n_pairs"].max()) if len(frame) else 0):
        yield Text(said(NOTES, "few", language), style="dim")
        yield Text()


def lines_of_off(off: pd.DataFrame, language: Language) -> Iterator[Text]:
    """What was not measured and why, a line each, from what :func:`gpssim.analysis.switched_off` returns."""
    from rich.text import Text

    zh = "_zh" if language == "zh" else ""
    for row in off.to_dict("records"):
        yield Text(said(WORDS, "off", language, label=row[f"label{zh}"], needs=row[f"needs{zh}"]), style="dim")


def lines_of_empty(frame: pd.DataFrame, off: pd.DataFrame, language: Language) -> Iterator[Text]:
    """Outcomes that are measured and have no value in any pair, a line each."""
    from rich.text import Text

    from gpssim.analysis import indicator

    pairs = frame.groupby("outcome", sort=False, observed=True)["n_pairs"].max()
    for outcome in pairs.index[(pairs == 0) & ~pairs.index.isin(off["outcome"])]:
        one = indicator(str(outcome))
        yield Text(said(WORDS, "empty", language, label=one.label_zh if language == "zh" else one.label), style="dim")


def lines_of_units(results: Results, language: Language) -> Iterator[Text]:
    """That levels are too low, where a survey unit stands for very many residents (numbers: ``docs/explanation/artefacts.md``)."""
    from rich.text import Text

    city = results.world().get("city")
    if city and (residents := city["residents"] / city["n_citizens"]) > COARSE:
        yield Text(said(WORDS, "coarse", language, residents=f"{residents:,.0f}"), style="dim")


def _title(row: pd.Series, language: Language) -> str:
    money, period = named(CLOSURES, row["closure"], language), named(PERIODS, row["period"], language)
    return said(WORDS, "differences", language, period=period, money=money, baseline=as_typed(row["policy_a"], language))


def _part(part: pd.DataFrame, language: Language) -> Iterator[Text]:
    from rich.text import Text

    worlds = bool(part["same_sign_share"].notna().any())
    headings = headings_of(COLUMNS if worlds else COLUMNS[:-1], language)
    policies = [as_typed(policy, language) for policy in (*part["policy_a"], *part["policy_b"])]
    first = first_column(policies, *WIDTHS[language][: len(headings)])
    yield Text(padded(first, "", headings, *WIDTHS[language]), style="dim")
    for family, outcomes in part.groupby("family", sort=False, observed=True):
        yield Text(name(str(family), language), style="bold")
        for _, rows in outcomes.groupby("outcome", sort=False, observed=True):
            for label, cells, style in _rows([dict(row) for _, row in rows.iterrows()], language, worlds):
                yield Text(padded(first, label, cells, *WIDTHS[language]), style=style)


def headings_of(columns: Iterable[str], language: Language) -> list[str]:
    """Headings of columns as a terminal writes them: small."""
    return [said(HEADINGS, column, language).lower() for column in columns]


def first_column(labels: Iterable[str], *widths: int) -> int:
    """How wide the first column is: as the longest label with its indent, where the columns beside it leave that much."""
    from rich.cells import cell_len

    return min(4 + max(map(cell_len, labels)), max(15, PLACES - sum(widths)))


def padded(first: int, name: str, cells: Iterable[str], *widths: int) -> str:
    """Cells set flush right in columns of these widths, the last for all others; Chinese characters take two places each.

    Cells never touch: one that fills its column is a place from the one before. A name that is too long for the first column
    has a line of its own.
    """
    from rich.cells import cell_len

    if cell_len(name) >= first and (cells := list(cells)):
        return f"{name}\n{padded(first, '', cells, *widths)}"
    columns = chain(widths, repeat(widths[-1]))
    set_right = (" " * max(width - cell_len(cell), 1) + cell for cell, width in zip(cells, columns, strict=False))
    return (name + " " * (first - cell_len(name)) + "".join(set_right)).rstrip()


def _rows(rows: list[dict[str, Any]], language: Language, worlds: bool) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """An outcome's own line, the baseline, then a line for each other policy: label, cells, style."""
    one = rows[0]
    yield f" {label_and_unit(one, language)}", (), "italic"
    yield f"   {as_typed(one['policy_a'], language)}", (shown(one["mean_a"]),), ""
    for row in rows:
        yield f"   {as_typed(row['policy_b'], language)}", _contrast(row, language, worlds), _verdict(row)


def label_and_unit(row: Mapping[Any, Any], language: Language) -> str:
    """What an outcome is called, with its unit in brackets."""
    return in_brackets(row["label_zh" if language == "zh" else "label"], unit(row["unit"], language), language)


def _contrast(row: dict[str, Any], language: Language, worlds: bool) -> tuple[str, ...]:
    difference = estimate(row["difference"], row["low"], row["high"], plus=True)
    cells = (shown(row["mean_b"]), *difference, f"{row['n_pairs']:d}", small(row["variance_reduction"]) or MISSING)
    return (*cells, percent(row["same_sign_share"], language)) if worlds else cells


def _verdict(row: dict[str, Any]) -> str:
    """Green for a difference for the better, red for the worse, where the interval leaves out zero."""
    clear = row["low"] > 0.0 or row["high"] < 0.0
    side = row["direction"] * row["difference"]
    return ("green" if side > 0 else "red") if clear and side else ""
