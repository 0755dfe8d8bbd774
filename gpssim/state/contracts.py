"""Contracts of a running market: their columns, their terms, and the changes of their standing."""

from __future__ import annotations

from typing import Any, Self

from gpssim.agents.columns import Columns
from gpssim.market import ContractTerms
from gpssim.state.contract_row import END_REASONS, ContractRow, EndReason, columns_of


class Contracts(Columns):
    """One row for each contract year. Whether and how long a contract is in force changes here and nowhere else."""

    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__(ContractRow, sizes)
        self.terms: list[ContractTerms] = []
        """What each contract says, frozen when it was signed."""

    def copy(self) -> Self:
        """The same contracts in columns of their own."""
        twin = super().copy()
        twin.terms = list(self.terms)
        return twin

    def sign(self, terms: ContractTerms, **values: Any) -> int:
        """A contract enters into force on these terms; returns its row."""
        self.terms.append(terms)
        return self.append(1, **columns_of(terms), **values, active=True).start

    def cut_short(self, row: int, month: int) -> None:
        """Its term ends before a month, and no instalment is due any more."""
        self["end"][row] = month
        self["due"][row] = -1

    def close(self, row: int, month: int, reason: EndReason) -> None:
        """It is in force no longer."""
        self["active"][row] = False
        self["ended"][row] = month
        self["end_reason"][row] = END_REASONS.index(reason)

    def refuse(self, row: int, reason: EndReason) -> None:
        """It has run out, and the next year of its cycle is refused."""
        self["end_reason"][row] = END_REASONS.index(reason)

    def follow(self, before: int, row: int) -> bool:
        """A line passes from one contract to the next; returns whether the provider stays the same."""
        same = int(self.organization[before]) == int(self.organization[row])
        self["successor"][before], self["same_provider"][before] = row, same
        return same
