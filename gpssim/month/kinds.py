"""What the kind of an organization says about it, looked up in the table of kinds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gpssim.scenario.declarations.kinds import KINDS

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket

FOUNDATION = KINDS.index("foundation")
INSTITUTION = KINDS.index("public_institution")


def by_kind(model: PublicServiceMarket, name: str) -> np.ndarray:
    """A row of the table of kinds, for every organization, shape (n_organizations,)."""
    return _row(getattr(model.world.sector.kinds, name))[model.organizations.kind_code]


@lru_cache(maxsize=256)  # the same rows month after month
def _row(numbers: tuple[float, ...]) -> np.ndarray:
    return np.array(numbers)


def offering(model: PublicServiceMarket) -> np.ndarray:
    """Which organizations take part in purchases at all: not those that only fund, nor those registered in name only."""
    return (by_kind(model, "offers") > 0.0) & ~model.organizations.dormant
