"""Who might found an organization: the same people under every policy, known by month and ordinal, drawn for a year at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from gpssim.rules.entry import poisson_counts
from gpssim.scenario.declarations.world import World
from gpssim.streams import combine
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


@dataclass(frozen=True, slots=True)
class YearOfFounders:
    """Everybody who might found an organization in twelve months."""

    world: World
    """Whose shares and means they are drawn by: kept, so that no other has its id."""
    month: np.ndarray
    """Month in which each thinks of it, shape (n,)."""
    keys: np.ndarray
    columns: dict[str, np.ndarray]

    @classmethod
    def of(cls, market: MarketState, first: int) -> Self:
        """Drawn for the months from ``first`` on: numbers of candidates by month, each known by month and ordinal."""
        months = range(first, first + MONTHS_PER_YEAR)
        luck = np.array([market.luck.uniform("founders", month) for month in months])
        numbers = poisson_counts(market.world.organizations.founders_rate, luck).tolist()
        which = [(month, k) for month, number in zip(months, numbers, strict=True) for k in range(number)]
        keys = np.array([combine(*one) for one in which], dtype=np.uint64)
        columns = market.candidates(keys, experienced=False) if which else {}
        return cls(market.world, np.array([month for month, _ in which], dtype=np.int64), keys, columns)


def candidates_of_month(market: MarketState) -> Iterator[tuple[int, dict[str, np.ndarray]]]:
    """Keys and columns of this month's candidates: those of a calendar year are drawn together, the first time one is asked for."""
    first = market.month - market.month % MONTHS_PER_YEAR
    known = (first, id(market.world), market.luck)
    year = market.founders.recall(known, lambda: YearOfFounders.of(market, first))
    for place in np.flatnonzero(year.month == market.month).tolist():
        yield int(year.keys[place]), {k: v[place : place + 1] if np.ndim(v) else v for k, v in year.columns.items()}
