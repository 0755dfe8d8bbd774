"""Finished groups in the form in which they travel and are stored: written as bytes where they were run, and never taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gpssim.records.parts import RUNS
from gpssim.records.runs import ABORTED, RUN_SCHEMA
from gpssim.records.single import table_in, written
from gpssim.studies.run import joined
from gpssim.studies.tasks import Group, GroupOutcome

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Pack:
    """Some groups that were run together."""

    groups: tuple[Group, ...]
    places: Mapping[str, tuple[int, int]]
    """Where each table begins in ``data``, and its length; ``runs`` is one of them."""
    data: bytes
    """The tables as Arrow streams."""
    spoilt: bool = False
    """Whether its surroundings spoilt a run: then it holds one group, which is to be tried again."""

    @property
    def names(self) -> list[str]:
        """The tables that are there."""
        return list(self.places)

    def table(self, name: str) -> pa.Table:
        """One of its tables, without a copy."""
        return table_in(memoryview(self.data), self.places[name])


def packs_of(outcomes: Mapping[Group, GroupOutcome]) -> tuple[Pack, ...]:
    """Outcomes as packs: one, and one for each group that was spoilt."""
    spoilt = [group for group, outcome in outcomes.items() if any(row["status"] == ABORTED for row in outcome.accounts)]
    whole = [group for group in sorted(outcomes) if group not in spoilt]
    packs = [_pack(whole, [outcomes[group] for group in whole])] if whole else []
    return (*packs, *(_pack([group], [outcomes[group]], spoilt=True) for group in spoilt))


def _pack(groups: Sequence[Group], outcomes: Sequence[GroupOutcome], *, spoilt: bool = False) -> Pack:
    tables = outcomes[0].tables if len(outcomes) == 1 else joined([one.tables for one in outcomes])
    accounts = rows_of(row for one in outcomes for row in one.accounts)
    places, data = written({RUNS: accounts, **tables})
    return Pack(tuple(groups), places, data, spoilt)


def rows_of(accounts: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows of ``runs``."""
    import pyarrow as pa

    return pa.Table.from_pylist(list(accounts), RUN_SCHEMA)
