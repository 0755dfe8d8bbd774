"""What the kind of an organization says about it, looked up in the table of kinds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gpssim.scenario.declarations.kinds import KINDS

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

FOUNDATION = KINDS.index("foundation")

INSTITUTION = KINDS.index("public_institution")

ASSOCIATIONS = [KINDS.index(kind) for kind in ("association", "industry_association")]


def by_kind(market: MarketState, name: str) -> np.ndarray:
    """A row of the table of kinds, for every organization, shape (n_organizations,)."""
    return _row(getattr(market.world.sector.kinds, name))[market.organizations.kind_code]


@lru_cache(maxsize=256)  # the same rows month after month
def _row(numbers: tuple[float, ...]) -> np.ndarray:
    return np.array(numbers)


def offering(market: MarketState) -> np.ndarray:
    """Which organizations take part in purchases at all: not those that only fund, nor those registered in name only."""
    return (by_kind(market, "offers") > 0.0) & ~market.organizations.dormant


def idle_pay(market: MarketState) -> np.ndarray | float:
    """Part of the wage of idle staff that is paid: all of it where posts are for life."""
    usual, institution = market.world.organizations.idle_wage, market.organizations.kind_code == INSTITUTION
    return np.where(institution, market.world.sector.institutions.idle_pay, usual) if institution.any() else usual


def most_staff(market: MarketState) -> np.ndarray | float:
    """Posts of each organization: a bound for public institutions only."""
    institution = market.organizations.kind_code == INSTITUTION
    return np.where(institution, market.world.sector.institutions.posts, np.inf) if institution.any() else np.inf


def purchaser_of(market: MarketState, row: int) -> int:
    """Whose an organization is: of its district's purchaser where it works in one only, else of the last (the bureau)."""
    served = np.flatnonzero(market.organizations.serves_district[row])
    return int(served[0]) if served.size == 1 else len(market.purchasers) - 1
