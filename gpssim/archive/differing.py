"""Two tables of the same run: the first row and column in which they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from gpssim.errors import shortened
from gpssim.records.parts import RUN_KEYS
from gpssim.records.runs import frame_of
from gpssim.records.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Difference:
    """A value that is not what it was.

    Attributes
    ----------
    table, run, row, column : where: name of the table, keys of the run, number of the row in the order of the table's key, column;
        without a column, the table or the row itself is there in one of both only.
    there, here : what the folder holds, and what was made now.
    """

    table: str
    run: Mapping[str, Any]
    row: int
    column: str
    there: Any
    here: Any

    def __str__(self) -> str:
        run = ", ".join(f"{key} {value}" for key, value in self.run.items())
        where = f"{self.table}, {run}, row {self.row}" + f", {self.column}" * bool(self.column)
        return f"{where}: {shortened(self.there)} there, {shortened(self.here)} here"


def first_difference(name: str, run: Mapping[str, Any], there: pa.Table, here: pa.Table) -> Difference:
    """The first value in which two tables differ that have not the same digest."""
    key = list(TABLES[name].key) if name in TABLES else []
    old, new = (_in_order(frame_of(table), key) for table in (there, here))
    if list(old.columns) != list(new.columns):
        return Difference(name, run, 0, "", f"columns {', '.join(old.columns)}", f"columns {', '.join(new.columns)}")
    n, places = min(len(old), len(new)), []
    for column in old.columns:
        unlike = np.flatnonzero(_unlike(old[column].iloc[:n], new[column].iloc[:n]))
        places += [(int(unlike[0]), column)] if unlike.size else []
    if places:
        row, column = min(places, key=lambda place: place[0])
        return Difference(name, run, row, column, _plain(old[column].iloc[row]), _plain(new[column].iloc[row]))
    return Difference(name, run, n, "", f"{len(old)} rows", f"{len(new)} rows")


def _in_order(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    frame = frame[[column for column in frame.columns if column not in RUN_KEYS]]
    frame = frame.astype({c: object for c in frame.columns if isinstance(frame[c].dtype, pd.CategoricalDtype)})
    ordered = frame.sort_values(key, kind="stable") if set(key) <= set(frame.columns) and key else frame
    return ordered.reset_index(drop=True)


def _unlike(old: pd.Series, new: pd.Series) -> np.ndarray:
    """Where two columns differ; missing values are alike."""
    return np.asarray((old.to_numpy() != new.to_numpy()) & ~(old.isna().to_numpy() & new.isna().to_numpy()), dtype=bool)


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value
