"""Answers on a terminal: a title, then for each question the first rows of a table, and where the rest is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gpssim.cli.console import plain_console
from gpssim.cli.study.words import WORDS
from gpssim.texts.answers import COLUMNS, VALUES
from gpssim.texts.comparisons import CLOSURES, PERIODS
from gpssim.texts.names import as_typed
from gpssim.texts.numbers import MISSING, estimate, fixed, shown
from gpssim.texts.text import Language, in_brackets, listed, named, said
from gpssim.texts.units import unit

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from gpssim.inquiry.answers.base import Answer

KEYS: Final = ("outcome", "period", "closure", "policy_a", "policy_b")
"""Columns that say which question a row answers: they stand in a line above the rows."""
ROWS: Final = 5
"""Rows of each question."""
QUESTIONS: Final = 6
EVERY: Final = "all"
"""Stands for an outcome where several are judged together."""
ENDS: Final = ("low", "high")
RULE: Final = "rule"
OUTCOMES: Final = re.compile(r"(\w+) \((\w+)\)")
"""Outcomes with their periods, as a front names them."""
POLICY: Final = "policy"
OTHER: Final = "other"
"""Another of what stands before it: a policy in rows of policies, else a parameter."""
SEVERAL: Final = ("dominated_by", "dominated_in_every_world_by")
"""Columns that hold several policies."""
BETWEEN_POLICIES: Final = re.compile(r", (?!\s*[A-Za-z_][\w.]*\s*=)")
"""A comma between two policies, and not between two settings of one."""
OF_ROWS: Final = ("parameter", POLICY, RULE)
"""Columns that always stand in the rows."""
WIDEST: Final = 200
"""Places of a line: a path of parameters is never broken, for people copy it."""
Column = tuple[str, tuple[str, ...]]
"""A column, and those of the ends of its interval where it has one."""
COLON: Final[Mapping[Language, str]] = {"en": ": ", "zh": "："}
SEMICOLON: Final[Mapping[Language, str]] = {"en": "; ", "zh": "；"}


def print_answers(tables: Mapping[str, Mapping[str, pd.DataFrame]], folder: Path, language: Language) -> None:
    """Each answer under its title."""
    from gpssim.inquiry.answers.base import answers

    console, known = plain_console(), answers()
    for name, found in tables.items():
        console.print()
        console.print(said({"title": known[name].title}, "title", language), style="bold underline", soft_wrap=True)
        for table, frame in found.items():
            _print_table(console, known[name], frame, folder / f"{table}.csv", language)


def _print_table(console: Console, answer: Answer, frame: pd.DataFrame, file: Path, language: Language) -> None:
    asked, n_shown = [key for key in KEYS if key in frame], 0
    known = frame.drop(columns=[name for name in frame if name not in asked and frame[name].isna().all()])
    alike = alike_in(known, asked)
    for rows in questions(known, asked) if len(known) else ():
        first = rows.head(1).to_dict("records")[0]
        about = [heading({key: first[key] for key in asked}, language)]
        about += [f"{_word(answer, name, language)} {_told(first, name, (), language)}" for name in alike if first[name] != ""]
        console.print(f" {SEMICOLON[language].join(filter(None, about))}", style="italic", soft_wrap=True)
        _print_rows(rows.drop(columns=[*asked, *alike]).head(ROWS), answer, language)
        n_shown += min(ROWS, len(rows))
    key = "more_rows" if n_shown < len(frame) else "all_rows"
    console.print(said(WORDS, key, language, n=len(frame) - n_shown, file=file), style="dim", soft_wrap=True)


def alike_in(frame: pd.DataFrame, asked: list[str]) -> list[str]:
    """Columns that say one thing of each question that has several rows: they stand beside the question."""
    parts = frame.groupby(asked, sort=False, observed=True, dropna=False) if asked else [((), frame)]
    several = [part for _, part in parts if len(part) > 1]
    able = [name for name, ends in columns_of(frame) if not ends and name not in (*asked, *OF_ROWS)]
    return [name for name in able if several and all(part[name].nunique(dropna=False) == 1 for part in several)]


def questions(frame: pd.DataFrame, asked: list[str]) -> list[pd.DataFrame]:
    """The rows of each question that is printed, in the order of the table: differences where there are any, and not too many."""
    if not asked:
        return [frame]
    first = frame[frame["policy_a"] != ""] if "policy_a" in asked else frame
    parts = (first if len(first) else frame).groupby(asked, sort=False, observed=True, dropna=False)
    return [part for _, part in parts][:QUESTIONS]


def heading(keys: Mapping[str, Any], language: Language) -> str:
    """Which question: outcome and unit, of which policies, and when.

    >>> heading({"outcome": "coverage", "period": "later", "policy_a": "open_tender", "policy_b": "lottery"}, "en")
    'Coverage (share): lottery − open_tender; later period'
    """
    from gpssim.analysis import indicator

    told = {key: value for key, value in keys.items() if isinstance(value, str) and value}
    name = ""
    if told.get("outcome") == EVERY:
        name = said(WORDS, "every_outcome", language)
    elif "outcome" in told:
        name = in_brackets(_label(told["outcome"], language), unit(indicator(told["outcome"]).unit, language), language)
    policies = [as_typed(told[key], language) for key in ("policy_b", "policy_a") if key in told]
    when = [named(words, told[key], language) for key, words in (("period", PERIODS), ("closure", CLOSURES)) if key in told]
    of = COLON[language].join(filter(None, (name, " − ".join(policies))))
    return SEMICOLON[language].join(filter(None, (of, *when)))


def _print_rows(rows: pd.DataFrame, answer: Answer, language: Language) -> None:
    """Rows with words for headings, and intervals beside what they are of; a rule stands last, a line for each of its parts."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("")
    columns = sorted(columns_of(rows), key=lambda column: column[0] == RULE)
    for name, _ in columns:
        words = rows[name].dtype.kind not in "fiu"
        table.add_column(_word(answer, name, language), justify="left" if words else "right", no_wrap=True)
    for row in rows.to_dict("records"):
        table.add_row("", *(_told(row, name, ends, language) for name, ends in columns))
    plain_console(width=WIDEST).print(table)


def columns_of(frame: pd.DataFrame) -> list[Column]:
    """Columns in their order, each with those of the ends of its interval: ``first_low``, or plain ``low`` behind a number."""
    names = [str(name) for name in frame]
    before = names[names.index("low") - 1] if "low" in names[1:] else ""
    plain = before if before and frame[before].dtype.kind in "fiu" else ""
    ends = {name: ENDS if name == plain else tuple(f"{name}_{end}" for end in ENDS) for name in names}
    ends = {name: pair if set(pair) <= set(names) else () for name, pair in ends.items()}
    told = {end for pair in ends.values() for end in pair}
    return [(name, pair) for name, pair in ends.items() if name not in told]


def _word(answer: Answer, name: str, language: Language) -> str:
    return named({**COLUMNS, **answer.columns}, name, language)


def _told(row: Mapping[Any, Any], name: str, ends: tuple[str, ...], language: Language) -> str:
    """A number with its interval, a name in words, yes or no; a path of parameters as it is typed."""
    value = row[name]
    if isinstance(value, bool):
        return said(WORDS, "yes" if value else "no", language)
    if isinstance(value, (int, float)) and ends:
        return " ".join(filter(None, estimate(value, *(row[end] for end in ends))))
    if isinstance(value, (int, float)):
        return fixed(value, 0) if value == value // 1 else shown(value)
    if not isinstance(value, str) or not value:
        return MISSING
    if name == "outcomes":
        found = OUTCOMES.findall(value)
        return listed(
            (in_brackets(_label(one, language), named(PERIODS, when, language), language) for one, when in found), language
        )
    if name == POLICY or (name == OTHER and POLICY in row):
        return as_typed(value, language)
    if name in SEVERAL:
        return "\n".join(as_typed(one, language) for one in BETWEEN_POLICIES.split(value))
    return value.replace(" and ", "\n") if name == RULE else _in_words(value, language)


def _in_words(text: str, language: Language) -> str:
    """A word that answers use in words, a path of parameters as it is typed."""
    if text in VALUES:
        return named(VALUES, text, language)
    return text if "." in text else as_typed(text, language)


def _label(outcome: str, language: Language) -> str:
    from gpssim.analysis import indicator

    return indicator(outcome).label_zh if language == "zh" else indicator(outcome).label
