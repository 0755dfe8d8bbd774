"""What an indicator is: a name with unit and direction, and how tables become one number for a run and a window of months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from gpssim.analysis.domains import EVERYWHERE, OF_UNITS, Domain
from gpssim.analysis.needs import Needs
from gpssim.errors import ScenarioError, impossible, unknown
from gpssim.records.tables import TABLES

Rows = pd.DataFrame
Term = Callable[[Rows], "pd.Series | np.ndarray"]

FAMILIES: Final = ("service", "money", "competition", "information", "capacity", "citizens", "equity", "welfare")

Aggregation = Literal["sums", "mean", "last_12", "end"]
AGGREGATIONS: Final[dict[str, str]] = {
    "sums": "sums over the window, then the ratio or measure",
    "mean": "mean over the window's months",
    "last_12": "the last 12 months of the window",
    "end": "the last month of the window that was recorded",
}


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over the rows of one table.

    Parameters
    ----------
    table : table of ``records.tables``.
    columns : columns that are read.
    term : one number a row from these columns, from ``parameters`` (columns of that name) and from ``run`` (a number for each
        run; all rows of a run are there together); the only column where nothing is given. Missing numbers add nothing.
    parameters : dotted paths in the run's world, such as ``scales.service_value``; ``domains.unit_cost`` follows the row's domain.
    month : column that dates a row.

    Raises
    ------
    UnknownNameError : no such table or column.
    """

    table: str
    columns: tuple[str, ...]
    term: Term | None = None
    parameters: tuple[str, ...] = ()
    month: str = "month"

    def __post_init__(self) -> None:
        if self.table not in TABLES:
            raise unknown("table", self.table, TABLES)
        known = [c.name for c in TABLES[self.table].columns]
        for column in (*self.columns, self.month):
            if column not in known:
                raise unknown(f"column of table {self.table!r}:", column, known)
        if self.term is None and len(self.columns) != 1:
            raise impossible("term", None, "given where a sum has not exactly one column")

    def of(self, rows: Rows) -> np.ndarray:
        """One number a row, shape (n_rows,)."""
        values = rows[self.columns[0]] if self.term is None else self.term(rows)
        return np.asarray(values, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Time:
    """The length of the window in years, times a parameter of the world where one is named."""

    parameter: str = ""


Sums = tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A measure that is not a ratio of sums: a percentile, a concentration, a gap between groups.

    Parameters
    ----------
    sums : name and sum of each number that the measure reads; rows of different tables meet by ``within``.
    within : columns that tell the rows of a cell apart, such as ``("domain", "group")``.
    measure : rows (column ``cell``, the columns of ``within``, the named sums) to one number a cell, a Series indexed by cell;
        cells it leaves out are undefined.
    """

    sums: tuple[tuple[str, Sum], ...]
    within: tuple[str, ...]
    measure: Callable[[Rows], pd.Series]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One outcome that every run reports.

    Either ``numerator`` over ``denominator`` (no denominator: the numerator of a month, averaged over months), or ``state``.
    A zero denominator is undefined, never 0; so is what needs a rule that is switched off.

    Raises
    ------
    ScenarioError : a declaration that contradicts itself.
    """

    name: str
    label: str
    label_zh: str
    unit: str
    """``latent`` units have no zero: relative changes of these are not formed."""
    family: str
    direction: Literal[-1, 0, 1]
    """1: more is better, -1: less is better, 0: neither."""
    meaning: str
    """The formula in one plain sentence."""
    numerator: Sum | Sums = ()
    denominator: Sum | Sums | Time | None = None
    state: State | None = None
    aggregation: Aggregation = "sums"
    groupings: tuple[str, ...] = ()
    primary: bool = False
    finish: Callable[[pd.Series], pd.Series] | None = None
    """Applied to the ratio at last, such as a square root."""
    needs: Needs | None = None
    """What must be switched on for it to be measured."""
    lowest: float | None = None
    """The lowest value it can take, where intervals end. By default 0 for a ``share`` and ``0-1``, -1 for a ``correlation``."""
    highest: float | None = None
    """The highest value it can take; by default 1 for these units. Other units have no limits of their own."""

    def __post_init__(self) -> None:
        if bool(self.numerators) == (self.state is not None):
            raise ScenarioError(f"indicator {self.name!r} needs either a numerator or a state")
        if self.family not in FAMILIES:
            raise unknown(f"family of indicator {self.name!r}:", self.family, FAMILIES)
        if self.aggregation not in AGGREGATIONS:
            raise unknown(f"aggregation of indicator {self.name!r}:", self.aggregation, AGGREGATIONS)
        if self.direction not in (-1, 0, 1):
            raise impossible(f"direction of indicator {self.name!r}", self.direction, "-1, 0 or 1")
        if not self.domain[0] < self.domain[1]:
            raise impossible(f"domain of indicator {self.name!r}", self.domain, "lowest < highest")
        if self.state is None and self.denominator is None and self.aggregation == "sums":
            raise ScenarioError(
                f"indicator {self.name!r}: a numerator alone is averaged over months, so aggregation cannot be 'sums'"
            )
        for grouping in self.groupings:
            for table in self.tables:
                if grouping not in [c.name for c in TABLES[table].columns]:
                    raise unknown(
                        f"grouping of indicator {self.name!r} in table {table!r}:",
                        grouping,
                        [c.name for c in TABLES[table].columns],
                    )

    @property
    def numerators(self) -> Sums:
        """The sums above the line."""
        return (self.numerator,) if isinstance(self.numerator, Sum) else self.numerator

    @property
    def denominators(self) -> Sums:
        """The sums below the line; none where it is time or nothing."""
        if isinstance(self.denominator, Sum):
            return (self.denominator,)
        return self.denominator if isinstance(self.denominator, tuple) else ()

    @property
    def sums(self) -> Sums:
        """Every sum it needs."""
        return tuple(s for _, s in self.state.sums) if self.state else (*self.numerators, *self.denominators)

    @property
    def tables(self) -> tuple[str, ...]:
        """Every table it reads."""
        return tuple(dict.fromkeys(s.table for s in self.sums))

    @property
    def domain(self) -> Domain:
        """The lowest and the highest value it can take; infinite where there is no limit."""
        lowest, highest = OF_UNITS.get(self.unit, EVERYWHERE)
        return lowest if self.lowest is None else self.lowest, highest if self.highest is None else self.highest

    @property
    def has_zero(self) -> bool:
        """Whether a relative change makes sense."""
        return not self.unit.startswith("latent")


def total(table: str, column: str, month: str = "month") -> Sum:
    """The sum of one column."""
    return Sum(table, (column,), month=month)


def count(table: str, *columns: str, where: Term | None = None, month: str = "month") -> Sum:
    """The number of rows, or of those where ``where`` is true."""
    return Sum(table, columns or (month,), where or _one, month=month)


def _one(rows: Rows) -> np.ndarray:
    return np.ones(len(rows))


def defined(value: Sum) -> Sum:
    """The number of rows in which the term of a sum is not missing: below it, the mean over these rows."""
    return Sum(value.table, value.columns, lambda rows: np.isfinite(value.of(rows)), value.parameters, value.month)
