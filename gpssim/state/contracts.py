"""Contracts of a running market: their columns, their terms, and the changes of their standing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np

from gpssim.agents.columns import Columns
from gpssim.market import ContractTerms
from gpssim.state.contract_row import END_REASONS, ContractRow, EndReason, said_by


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
        return self.sign_many([terms], **values).start

    def sign_many(self, terms: Sequence[ContractTerms], **values: Any) -> range:
        """Contracts enter into force on these terms; returns their rows. ``values`` are one for all, or one for each."""
        self.terms.extend(terms)
        return self.append(len(terms), **said_by(terms), **values, active=True)

    def cut_short(self, row: int, month: int) -> None:
        """Its term ends before a month, and no instalment is due any more."""
        self["end"][row] = month
        self["due"][row] = -1

    def close(self, rows: int | list[int], month: int, reason: EndReason) -> None:
        """It is in force no longer, or they are."""
        self["active"][rows] = False
        self["ended"][rows] = month
        self["end_reason"][rows] = END_REASONS.index(reason)

    def refuse(self, row: int, reason: EndReason) -> None:
        """It has run out, and the next year of its cycle is refused."""
        self["end_reason"][row] = END_REASONS.index(reason)

    def follow(self, before: int | np.ndarray, row: int | np.ndarray) -> None:
        """A line passes from one contract to the next, and perhaps to another provider; or several lines do."""
        self["successor"][before] = row
        self["same_provider"][before] = self.organization[before] == self.organization[row]
