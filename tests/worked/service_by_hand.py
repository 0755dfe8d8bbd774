"""The hand-made market just before its citizens are served: all of them alike, and contracts that deliver so many places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hand_made import hand_made

from gpssim.market import ContractTerms
from gpssim.model import PublicServiceMarket
from gpssim.month.needs.needs import update_needs
from gpssim.month.planning.policy import set_policy

ALIKE = {"trust_government": 0.6, "trust_providers": 0.4, "awareness": 0.5, "aspiration": 0.3, "satisfaction": 0.5}
PLAIN = {
    "world.citizens.trust_reversion": 0.0,
    "world.citizens.aspiration_reversion": 0.0,
    "world.citizens.trust_gain": 0.1,
    "world.citizens.trust_loss": 0.2,
    "world.citizens.attribution": 0.5,
}


def awaiting(dials: Mapping[str, Any] | None = None, **more: Any) -> PublicServiceMarket:
    """A month up to its needs, in which nobody's need ends: five in need, who have asked; trust 0.6 and 0.4, 0.3 expected."""
    market = hand_made({**PLAIN, **(dials or {})}, **more)
    set_policy(market)
    update_needs(market)
    people = market.citizens.columns
    for name, value in ALIKE.items():
        people[name][:] = value
    for name in ("trust_government", "trust_providers"):
        people[f"first_{name}"][:] = people[name]
    people["applied"][:] = people["need"]
    return market


def serving(market: PublicServiceMarket, district: int, units: int, quality: float = 0.5, **values: Any) -> int:
    """A contract of a district that delivers places for so many citizens (20 places each) this month; returns its row."""
    row = len(market.contracts)
    known = {"organization": row % 3, "purchaser": district, "district": district, "project": 100 + row, "luck": 100 + row}
    terms, places = values.pop("terms", ContractTerms()), 20.0 * units + 0.001  # a crumb: 20 * 2 / 20 + luck stays below 3
    known |= {
        "start": 0,
        "end": 12,
        "cycle_end": 12,
        "price": 100.0,
        "places": places,
        "delivered_places": places,
        "delivered": places,
    }
    known |= {"quality": quality, "quality_verifiable": quality, "value": 1200.0 * places, "ceiling": 140.0}
    return market.contracts.sign(terms, **{**known, **values})
