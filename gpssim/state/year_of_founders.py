"""Everybody who might found an organization in a year, drawn at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np

from gpssim.rules.entry import poisson_counts
from gpssim.scenario.declarations.world import World
from gpssim.streams import Luck, combine
from gpssim.units import MONTHS_PER_YEAR

Candidates = Callable[[np.ndarray], dict[str, np.ndarray]]
"""Keys to the columns of those who have them."""


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
    def of(cls, world: World, luck: Luck, candidates: Candidates, first: int) -> Self:
        """Drawn for the months from ``first`` on: numbers of candidates by month, each known by month and ordinal."""
        months = range(first, first + MONTHS_PER_YEAR)
        lots = np.array([luck.uniform("founders", month) for month in months])
        numbers = poisson_counts(world.organizations.founders_rate, lots).tolist()
        which = [(month, k) for month, number in zip(months, numbers, strict=True) for k in range(number)]
        keys = np.array([combine(*one) for one in which], dtype=np.uint64)
        columns = candidates(keys) if which else {}
        return cls(world, np.array([month for month, _ in which], dtype=np.int64), keys, columns)
