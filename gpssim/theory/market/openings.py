"""Purchases of a special market as they were written down: projects, and offers with their project beside them.

Eight like organizations serve everywhere, have room for everything and differ only in a cost drawn anew for each project, so that
the laws of costs and offers are known: 100 yuan times a log-normal with median 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.theory.special import special, tables

MANY: Final[dict[str, Any]] = {
    "warm_up": 0,
    "world.city.residents": 40_000,
    "world.bidding.family": "markup",
    "world.organizations.staff_median": 500.0,
    "world.organizations.loses_heart": 0.0,
    "world.organizations.small_limit": 1000.0,
    "world.purchasers.ceiling_margin": 1.0,
}
"""About ninety purchases in the first month, all at a ceiling of twice the usual cost, nobody without room."""

N_OFFERS: Final = 8
"""Everybody offers."""

OF_PROJECT: Final = ["project", "attempt", "ceiling", "winner", "winning_price", "purchaser", "district", "incumbent", "outcome"]


class Opened(NamedTuple):
    """A market after its purchases, with what it wrote down of them."""

    market: PublicServiceMarket
    projects: pd.DataFrame
    offers: pd.DataFrame

    def groups(self, valid: bool = True) -> list[pd.DataFrame]:
        """Offers of each purchase, the valid ones alone or all."""
        offers = self.offers[self.offers.valid] if valid else self.offers
        return [group for _, group in offers.groupby(["project", "attempt"], sort=False)]


def opened(
    dials: Mapping[str, Any] | None = None,
    mechanism: str = "open_tender",
    *,
    by_hand: Callable[[PublicServiceMarket], None] | None = None,
    months: int = 1,
    **more: Any,
) -> Opened:
    """A market of like organizations after so many months; ``by_hand`` sets columns before the first."""
    market = special({**MANY, **(dials or {})}, mechanism, **more)
    market.organizations["serves_district"][:] = True
    market.organizations["wage"][:] = market.world.organizations.wage
    if by_hand is not None:
        by_hand(market)
    market.run(months)
    read = tables(market)
    offers = read["bids"].merge(read["projects"][OF_PROJECT], on=["project", "attempt"])
    return Opened(market, read["projects"], offers)
