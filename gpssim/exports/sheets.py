"""What is exported: the comparison, every run's outcomes, what arms bought with, and tables of records, each with its variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gpssim.analysis import compare, indicators, values
from gpssim.analysis.arms import arms
from gpssim.analysis.cells import runs_compared
from gpssim.analysis.left_out import tried
from gpssim.analysis.periods import PERIODS, Period, window_of
from gpssim.analysis.read_ahead import read_ahead
from gpssim.analysis.splitting import split_by
from gpssim.errors import unknown
from gpssim.exports.variables import OUTCOMES, Variable, columns
from gpssim.exports.words import SAID, TITLES
from gpssim.records.parts import RUN_KEYS
from gpssim.records.tables import TABLES
from gpssim.texts.splits import split_name
from gpssim.texts.text import Language, said

if TYPE_CHECKING:
    from gpssim.records.results import Results

SOURCE: Final = ("scenario_name", "seed", "version", "identity", "digest", "command", "written")
"""What of a manifest says where the numbers come from, and when."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table to be exported: its name, what it holds, its rows, and what its columns are."""

    name: str
    title: str
    frame: pd.DataFrame
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that is exported, where it comes from, and the headings of lists in the language of the labels."""

    sheets: tuple[Sheet, ...]
    source: Mapping[str, str]
    headings: Mapping[str, str]

    @property
    def labels(self) -> pd.DataFrame:
        """The list of variables: one row a column of a table."""
        heads = [self.headings[key] for key in ("sheet", "variable", "label", "unit")]
        rows = [(sheet.name, v.name, v.label, v.unit) for sheet in self.sheets for v in sheet.variables]
        return pd.DataFrame(rows, columns=heads)


def sheets_of(results: Results, tables: Sequence[str], by: Sequence[str], language: Language) -> Export:
    """What is exported of these results.

    Raises
    ------
    UnknownNameError : no such table or split.
    """
    for name in tables:
        if name not in TABLES:
            raise unknown("table", name, TABLES)
    splits = [split for one in by for split in split_by(one)]
    sheets = tuple(_sheets(results, tables, splits, language))
    source = {key: str(results.manifest[key]) for key in SOURCE if results.manifest.get(key) is not None}
    return Export(sheets, source, {key: said(SAID, key, language) for key in SAID})


def _sheets(results: Results, tables: Sequence[str], splits: Sequence[str], language: Language) -> Iterator[Sheet]:
    def sheet(name: str, title: str, frame: pd.DataFrame, table: str = "", **fields: str) -> Sheet:
        return Sheet(name, said(TITLES, title, language, **fields), frame, columns(frame.columns, language, table))

    if len(results.policies) > 1:
        yield sheet("comparison", "comparison", compare(results))
        for split in splits:
            yield sheet(f"comparison_by_{split}", "by", compare(results, by=split), by=split_name(split, language))
    yield sheet(OUTCOMES, "outcomes", outcomes(results), OUTCOMES)
    yield sheet("arms", "arms", arms(results))
    for table in tables:
        yield sheet(table, "table", results.table(table), table, row=TABLES[table].row)


def outcomes(results: Results) -> pd.DataFrame:
    """Every outcome of every run: a row a run and period, run keys and ``period`` first, then a column for each outcome."""
    windows = {period: window for period in PERIODS if (window := window_of(period, results.months))}
    read_ahead(results, list(indicators().values()), windows.values())
    pieces = []
    for period in windows:
        found = {name: _of_runs(results, name, period) for name in indicators()}
        pieces.append(pd.DataFrame(found).rename_axis(list(RUN_KEYS)).reset_index().assign(period=period))
    frame = pd.concat(pieces, ignore_index=True)
    return frame[[*RUN_KEYS, "period", *(c for c in frame if c not in (*RUN_KEYS, "period"))]]


def _of_runs(results: Results, name: str, period: Period) -> pd.Series:
    """An outcome of every run; missing where it cannot be computed."""
    runs = runs_compared(results).set_index(list(RUN_KEYS)).assign(value=np.nan)["value"]
    return tried("outcome", name, lambda: values(results, name, period).set_index(list(RUN_KEYS))["value"], runs)
