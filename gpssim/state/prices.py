"""What is publicly known about prices and competition."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import Final, TypeVar

import numpy as np

from gpssim.information.history import History

MOST_WRONG: Final = 4.0
"""Factor by which rivals can be believed to be cheaper or dearer than the price survey says, at most."""
Number = TypeVar("Number", int, float)


class PriceBoard:
    """Disclosed unit prices and numbers of offers by domain, and what each purchaser paid last."""

    def __init__(self, n_domains: int) -> None:
        self.last_paid: dict[tuple[int, int], float] = {}
        """Last unit price by (purchaser, domain)."""
        self.paid_to: dict[tuple[int, int], dict[int, float]] = {}
        """Last unit price by (purchaser, domain) and organization: known to that purchaser only."""
        self.shown = np.ones(n_domains)
        """What openings have shown of rivals' costs, as a part of what the price survey finds, by domain."""
        self._tendered: list[list[tuple[int, float]]] = [[] for _ in range(n_domains)]
        self._offers: list[list[tuple[int, int]]] = [[] for _ in range(n_domains)]
        self._results: list[list[tuple[int, float]]] = [[] for _ in range(n_domains)]

    def copy(self) -> PriceBoard:
        """The same prices, to be added to apart from these."""
        twin = PriceBoard(len(self._tendered))
        twin.last_paid, twin.shown = dict(self.last_paid), self.shown.copy()
        twin.paid_to = {pair: dict(paid) for pair, paid in self.paid_to.items()}
        twin._tendered, twin._offers = [list(rows) for rows in self._tendered], [list(rows) for rows in self._offers]
        twin._results = [list(rows) for rows in self._results]
        return twin

    def disclose(self, month: int, domain: int, price: float) -> None:
        """Publish the unit price of a competitive award."""
        self._tendered[domain].append((month, price))

    def publish(self, month: int, domain: int, share: float) -> None:
        """Publish the unit price of a competitive award as a share of its ceiling."""
        self._results[domain].append((month, share))

    def history(self, month: int, domain: int, horizon: int) -> History:
        """The results published within ``horizon`` months."""
        return History(tuple(share for _, share in since(self._results[domain], month - horizon)))

    def count(self, month: int, domain: int, n_offers: int) -> None:
        """Publish the number of valid offers of a competitive purchase."""
        self._offers[domain].append((month, n_offers))

    def correct(self, domain: int, surprise: float, weight: float) -> None:
        """Beliefs about rivals follow, with a ``weight``, prices that were ``surprise`` (log) above what they let expect."""
        moved = float(self.shown[domain] * np.exp(weight * surprise))
        self.shown[domain] = min(max(moved, 1.0 / MOST_WRONG), MOST_WRONG)

    def disclosed(self, month: int, domain: int, horizon: int, discount: float) -> float:
        """Discounted mean of the prices disclosed within ``horizon`` months, yuan per place-month; nan where there is none."""
        recent = since(self._tendered[domain], month - horizon)
        if not recent:
            return float("nan")
        weights = np.array([_weight(discount, month - m) for m, _ in recent])
        return float(np.dot(weights, [p for _, p in recent]) / weights.sum())

    def offers(self, month: int, domain: int, horizon: int) -> np.ndarray:
        """Numbers of valid offers published within ``horizon`` months, shape (purchases,)."""
        return np.array([n for _, n in since(self._offers[domain], month - horizon)], dtype=np.int64)

    def rivals(self, month: int, domain: int, horizon: int, usual: float) -> float:
        """Rivals to expect: mean number of disclosed offers less one, with one purchase of the ``usual`` number as a prior."""
        recent = since(self._offers[domain], month - horizon)
        return max(0.0, (usual + sum(n for _, n in recent)) / (1 + len(recent)) - 1.0)


@lru_cache(maxsize=1024)
def _weight(discount: float, months: int) -> float:
    """What a price that was disclosed so many months ago still counts."""
    return float(discount ** (months / 12.0))


def since(rows: list[tuple[int, Number]], month: int) -> list[tuple[int, Number]]:
    """What was published from a month on; rows are in order of their months."""
    return rows[bisect_left(rows, month, key=lambda row: row[0]) :]
