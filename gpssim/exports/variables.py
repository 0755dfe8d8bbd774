"""What the columns of exported tables are: labels and units, from the declarations of outcomes and tables where there are any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gpssim.analysis import indicators
from gpssim.exports.words import VARIABLES
from gpssim.records.tables import TABLES
from gpssim.texts.splits import SPLITS, split_name
from gpssim.texts.text import Language, in_brackets, said, written_in
from gpssim.texts.units import unit

OUTCOMES: Final = "outcomes"
"""The table whose columns are outcomes."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One column: its name, what it is, its unit (empty for names and flags)."""

    name: str
    label: str
    unit: str = ""

    @property
    def told(self) -> str:
        """Label and unit in one text."""
        return self.label + self.unit_told

    @property
    def unit_told(self) -> str:
        """The unit in the brackets of the label's language; nothing where there is none."""
        return in_brackets("", self.unit, written_in(self.label)) if self.unit else ""


def outcome(name: str, language: Language) -> Variable:
    """The column of an outcome, as its indicator is declared."""
    one = indicators()[name]
    return Variable(
        name, one.label_zh if language == "zh" else one.label, one.unit if language == "en" else unit(one.unit, language)
    )


def column(name: str, language: Language, table: str = "") -> Variable:
    """The column of a table: of ``records.tables`` where one is named, else an outcome, a split, or what :data:`VARIABLES` says.

    Some columns are named like an outcome and hold something else: that is what they are, except in the table of outcomes.
    """
    declared = {c.name: c for c in TABLES[table].columns} if table in TABLES else {}
    if name in declared:
        told = declared[name]
        return Variable(name, told.meaning, "" if told.unit in ("name", "key", "row", "flag") else told.unit.replace("_", " "))
    if name in indicators() and (table == OUTCOMES or name not in VARIABLES):
        return outcome(name, language)
    if name in SPLITS and name not in VARIABLES:
        return Variable(name, split_name(name, language))
    return Variable(name, said(VARIABLES, name, language))


def columns(names: Iterable[str], language: Language, table: str = "") -> tuple[Variable, ...]:
    """All of them in order."""
    return tuple(column(str(name), language, table) for name in names)
