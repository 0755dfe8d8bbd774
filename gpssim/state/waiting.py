"""What is decided and still to come: awards on their way to being signed, calls for proposals on the calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import field

import numpy as np

from gpssim.frozen import value
from gpssim.market import ContractTerms


@value
class Signature:
    """An award on its way to being signed."""

    month: int
    """Month in which it is signed."""
    line: int
    """Row of the service line."""
    attempt: int
    """Attempt that awarded it."""
    bidder: int
    """Row of the organization."""
    price: float
    """Yuan per place-month."""
    places: float
    """Places a month."""
    promised: float
    """Promised quality, latent."""
    ceiling: float
    """Ceiling of the purchase, yuan per place-month."""
    mechanism: str
    """Mechanism that awarded it."""
    legal_basis: str
    """Ground of the award."""
    project: int
    """Key of the project."""
    terms: ContractTerms = field(repr=False)
    """What the contract will say."""
    utility: tuple[float, ...] = ()
    """What each group of citizens expects of it, where citizens choose."""
    sincere: bool = True
    """Whether it means to keep its promise."""
    hub: int = -1
    """Hub through which it comes, -1 for none."""


class Signatures(list[Signature]):
    """Awards that wait for their signature, in order of award."""

    def expect(self, signature: Signature) -> None:
        """One more award waits."""
        self.append(signature)

    def take_due(self, month: int) -> list[Signature]:
        """What is to be signed by a month; it waits no longer."""
        due = [waiting for waiting in self if waiting.month <= month]
        self[:] = [waiting for waiting in self if waiting.month > month]
        return due

    def copy(self) -> Signatures:
        """The same awards in a list of their own."""
        return Signatures(self)


class Awaited:
    """A number for each organization, to which that of every award is added once, as awards come to wait for their signature."""

    def __init__(self, sums: np.ndarray, of: Callable[[Signature], float]) -> None:
        self._sums, self._of, self._counted = sums, of, 0

    def with_awards(self, signatures: Signatures) -> np.ndarray:
        """The numbers with those of all awards that wait now, in an array of their own."""
        waiting, self._counted = signatures[self._counted :], len(signatures)
        for award in waiting:
            self._sums[award.bidder] += self._of(award)
        return self._sums.copy()


class Whose:
    """Who has an award that waits for its signature, by a key of the award, read on as awards come to wait."""

    def __init__(self, key: Callable[[Signature], int]) -> None:
        self._bidders: defaultdict[int, list[int]] = defaultdict(list)
        self._key, self._seen = key, 0

    def of(self, signatures: Signatures, key: int) -> list[int]:
        """The organizations with awards of this key that wait now."""
        waiting, self._seen = signatures[self._seen :], len(signatures)
        for award in waiting:
            self._bidders[self._key(award)].append(award.bidder)
        return self._bidders[key]


@value
class Call:
    """A call for proposals of a purchaser in a domain."""

    month: int
    """Month in which the contest is held."""
    purchaser: int
    """Row of the purchaser."""
    domain: int
    """Service domain."""
    mechanism: str
    """Mechanism that buys by call."""
    money: float
    """What its awards together may cost, yuan."""
    funded: bool
    """Whether the dedicated fund pays."""
    year: int
    """Fiscal year in which it was planned."""
    ordinal: int
    """Number among the projects of the purchaser, domain and year: calls that differ in it differ in luck."""
    district: int
    """Row of the district in whose name the contest is held: the neediest when it was planned."""
    key: int
    """Key of the project, from its design to its awards."""


class Calls(list[Call]):
    """Calls on the calendar, in order of planning."""

    def open(self, call: Call) -> None:
        """Put one more call on the calendar."""
        self.append(call)

    def take_due(self, month: int) -> list[Call]:
        """The calls whose contests are held in a month; those that are over are gone."""
        due = [call for call in self if call.month == month]
        self[:] = [call for call in self if call.month > month]
        return due

    def withdraw_funded(self) -> None:
        """Calls that last year's money of the dedicated fund was to pay are given up."""
        self[:] = [call for call in self if not call.funded]

    def copy(self) -> Calls:
        """The same calls in a list of their own."""
        return Calls(self)
