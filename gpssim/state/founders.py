"""Who might found an organization: the same people under every policy, known by month and ordinal."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from gpssim.state.year_of_founders import YearOfFounders
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def candidates_of_month(market: MarketState) -> Iterator[tuple[int, dict[str, np.ndarray]]]:
    """Keys and columns of this month's candidates: those of a calendar year are drawn together, the first time one is asked for."""
    first = market.month - market.month % MONTHS_PER_YEAR
    known = (first, id(market.world), market.luck)
    drawn = partial(market.candidates, experienced=False)
    year = market.founders.recall(known, lambda: YearOfFounders.of(market.world, market.luck, drawn, first))
    for place in np.flatnonzero(year.month == market.month).tolist():
        yield int(year.keys[place]), {k: v[place : place + 1] if np.ndim(v) else v for k, v in year.columns.items()}
