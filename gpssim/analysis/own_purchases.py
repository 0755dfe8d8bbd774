"""Purchases made under an arm's own mechanism, apart from all else: what was inherited, bridged, kept, or bought after a failure.

What arms buy with their own mechanisms is not the same: a mechanism that fails where nobody can serve leaves the easy purchases.
A difference here describes a selection; it is no effect of a policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from gpssim.analysis.held import Mechanisms, begun
from gpssim.analysis.indicator import Indicator, Time
from gpssim.records.parts import RUN_KEYS
from gpssim.records.results import Results

TABLES: Final = ("contracts", "projects")
"""Tables whose rows belong to a purchase."""
PROJECT: Final = [*RUN_KEYS, "project"]


def answers(indicator: Indicator) -> bool:
    """Whether an outcome belongs to purchases alone: a ratio of sums over purchases or contracts, no stock and no city's total."""
    return (
        all(one.table in TABLES for one in indicator.sums)
        and indicator.state is None
        and indicator.denominator is not None
        and not isinstance(indicator.denominator, Time)
    )


class OwnPurchases(Results):
    """The same results with nothing but attempts and contracts of the arms' own mechanisms since the switch.

    A contract is left out where its cycle was awarded before the switch, where it is a bridge, where its mechanism is kept beside
    the compared share, and where it was bought after attempts by another mechanism had failed; an attempt likewise.
    """

    def __init__(self, whole: Results) -> None:
        self.whole, self.manifest, self.parts, self.limits = whole, whole.manifest, whole.parts, whole.limits
        self.cache: dict[Any, Any] = {}
        self.mechanisms = Mechanisms(whole)

    def names(self) -> list[str]:
        return [name for name in self.whole.names() if name in TABLES]

    @cached_property
    def months(self) -> int:
        return self.whole.months

    def blocks(self, most: int) -> list[Results]:
        whole = self.whole.blocks(most)
        return [self] if len(whole) == 1 else [OwnPurchases(one) for one in whole]

    def batches(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        if name not in TABLES:
            return
        first = 0
        for rows in self.whole.batches(name, columns):
            last = first + len(rows)
            yield rows[self._kept_rows[name][first:last]]
            first = last

    @cached_property
    def _kept_rows(self) -> dict[str, np.ndarray]:
        """For each table which rows stay, in the order of its parts; bool, shape (n_rows,)."""
        rows: dict[str, Callable[[], np.ndarray]] = {"contracts": self._contracts, "projects": self._projects}
        return {name: make() for name, make in rows.items() if name in self.whole.names()}

    def _projects(self) -> np.ndarray:
        frame = _plain(self.whole, "projects", ["project", "attempt", "domain", "mechanism", "month_opened"], "month_opened")
        since = np.asarray(frame["month"] >= 0, dtype=bool)
        return np.asarray(self.mechanisms.own(frame) & since & ~self._after_failure(frame))

    def _contracts(self) -> np.ndarray:
        columns = ["contract", "predecessor", "project", "domain", "mechanism", "bridge", "cycle_year", "month_signed"]
        frame = _plain(self.whole, "contracts", columns, "month_signed")
        bridge = frame["bridge"].to_numpy(dtype=bool)
        since = begun(frame, ~bridge & (frame["cycle_year"] == 0).to_numpy()) >= 0
        return np.asarray(self.mechanisms.own(frame) & since & ~bridge & ~self._after_failure(frame))

    def _after_failure(self, frame: pd.DataFrame) -> np.ndarray:
        """Whether another mechanism had tried the same project first."""
        keys = [tuple(row) for row in frame[PROJECT].to_numpy().tolist()]
        return np.array([self._first.get(key, m) != m for key, m in zip(keys, frame["mechanism"], strict=True)], dtype=bool)

    @cached_property
    def _first(self) -> dict[tuple[Any, ...], str]:
        """The mechanism of each project's first attempt."""
        tried = _plain(self.whole, "projects", ["project", "attempt", "mechanism", "month_opened"], "month_opened")
        first = tried.sort_values(["month", "attempt"], kind="stable").drop_duplicates(PROJECT)
        return {tuple(row): m for row, m in zip(first[PROJECT].to_numpy().tolist(), first["mechanism"], strict=True)}


def _plain(results: Results, table: str, columns: Sequence[str], month: str) -> pd.DataFrame:
    """A whole table in the order of its parts, names as text, its month under that name."""
    frame = pd.concat(list(results.batches(table, columns)), ignore_index=True).rename(columns={month: "month"})
    words = [c for c in (*RUN_KEYS, "domain", "mechanism") if c in frame and frame[c].dtype.name == "category"]
    return frame.astype(dict.fromkeys(words, object))
