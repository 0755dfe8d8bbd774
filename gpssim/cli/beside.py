"""A comparison under several rules for failed calls, side by side: outcomes and policies down, rules across."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from gpssim.cli.outcomes import first_column, label_and_unit, padded
from gpssim.cli.words import WORDS
from gpssim.texts.comparisons import CLOSURES, PERIODS
from gpssim.texts.following import following
from gpssim.texts.names import as_typed
from gpssim.texts.numbers import estimate, shown
from gpssim.texts.text import Language, named, said

if TYPE_CHECKING:
    import pandas as pd
    from rich.text import Text

WIDTH: Final = 18


def lines_beside(frame: pd.DataFrame, language: Language) -> Iterator[Text]:
    """Differences under each rule, from rows of comparisons with a column ``after_failure``."""
    from rich.text import Text

    rules = list(dict.fromkeys(frame["after_failure"]))
    first = first_column([as_typed(policy, language) for policy in frame["policy_b"]], *[WIDTH] * len(rules))
    for (closure, period), part in frame.groupby(["closure", "period"], sort=False, observed=True):
        words = {"money": named(CLOSURES, str(closure), language), "period": named(PERIODS, str(period), language)}
        baseline = as_typed(part["policy_a"].iloc[0], language)
        yield Text(said(WORDS, "differences", language, **words, baseline=baseline), style="bold underline")
        for k, rule in enumerate(rules, start=1):
            yield Text(said(WORDS, "rule", language, k=k, follows=following(rule, language)), style="dim")
        yield Text(padded(first, "", [f"{k}" for k in range(1, len(rules) + 1)], WIDTH), style="dim")
        yield from _rows(part, rules, first, language)
        yield Text()


def _rows(part: pd.DataFrame, rules: list[str], first: int, language: Language) -> Iterator[Text]:
    from rich.text import Text

    for _, rows in part.groupby("outcome", sort=False, observed=True):
        yield Text(f" {label_and_unit(dict(rows.iloc[0]), language)}", style="italic")
        for policy, own in rows.groupby("policy_b", sort=False, observed=True):
            found = own.set_index("after_failure").to_dict("index")
            cells = [_cell(found[rule]) if rule in found else "" for rule in rules]
            yield Text(padded(first, f"   {as_typed(str(policy), language)}", cells, WIDTH))


def _cell(row: dict[Any, Any]) -> str:
    half = (row["high"] - row["low"]) / 2
    difference = estimate(row["difference"], row["low"], row["high"], plus=True).value
    return difference + (f" ±{shown(half)}" if half == half else "")
