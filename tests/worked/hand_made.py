"""A market so small that its next month can be worked by hand: two purchasers, three organizations, five citizens in need.

The smallest city has fifty citizens; nobody falls into need by itself, so that only those whom a test puts into need matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpssim.model import PublicServiceMarket
from gpssim.theory.special import special

NEEDY = (0, 1, 2, 30, 31)
"""Three citizens of the first district and two of the second."""

SIZES: dict[str, Any] = {
    "world.city.residents": 1000,
    "world.city.n_citizens": 50,
    "world.city.n_districts": 2,
    "world.organizations.n_initial": 3,
    "world.domains": [
        {
            "name": "community",
            "prevalence": [0.0] * 5,
            "duration": 600.0,
            "unit_cost": 100.0,
            "verifiability": 0.5,
            "budget_share": 1.0,
        }
    ],
}


def hand_made(dials: Mapping[str, Any] | None = None, mechanism: str = "open_tender", **more: Any) -> PublicServiceMarket:
    """The market at its founding, every behavior off but what the dials turn on; columns are then set by hand.

    A citizen stands for twenty residents; ``NEEDY`` are put into need of the one domain.
    """
    market = special({**SIZES, **(dials or {})}, mechanism, **more)
    market.citizens.columns["need"][list(NEEDY), 0] = True
    return market
