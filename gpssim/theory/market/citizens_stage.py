"""The stage on which cases about citizens play: every purchase is large, providers have room, nobody hurries.

No case of its own: cases take their dials from here. Money buys one project a district in January, for a year; contracts are in
force from the second or third month on, and nothing is purchased until the next January.
"""

from __future__ import annotations

from math import ceil
from typing import Any, Final

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.special import special

MONEY: Final = 1.7
"""The appropriation over what need costs at the declared unit cost: enough for any ceiling, not for a second project."""

FEWEST_RESIDENTS: Final = 1000
"""Of a city: a smaller sample has units of several residents each."""


def stage(n: int = 1000, prevalence: float = 0.3, duration: float = 600.0, districts: int = 1, /, **dials: Any) -> dict[str, Any]:
    """Dials of a city of ``n`` citizens with one service; others by their dotted paths."""
    money, residents = MONEY * prevalence * 100.0 * 12.0, n * ceil(FEWEST_RESIDENTS / n)
    domain = {"name": "community", "prevalence": [prevalence] * 5, "duration": duration, "unit_cost": 100.0}
    return {
        "world.city.residents": residents,
        "world.city.n_citizens": n,
        "world.city.n_districts": districts,
        "world.city.start": "2024-04",
        "world.domains": [{**domain, "verifiability": 0.5, "budget_share": 1.0}],
        "world.purchasers.project_value": max(1.0, money * residents / districts),
        "world.purchasers.appropriation_per_head": money,
        "world.organizations.reach_districts": float(districts),
        "world.organizations.staff_median": 500.0,
        "world.organizations.effort_max": 0.0,
        "world.organizations.loses_heart": 0.0,
        "world.citizens.trust_reversion": 0.0,
        "world.citizens.aspiration_reversion": 0.0,
        "months": 24,
        **dials,
    }


def unserved(n: int = 1000, prevalence: float = 0.3, duration: float = 600.0, /, **dials: Any) -> dict[str, Any]:
    """The same city without a yuan: nothing is ever bought."""
    return stage(n, prevalence, duration, **{"world.purchasers.appropriation_per_head": 0.0, **dials})


def in_service(dials: dict[str, Any], mechanism: str = "open_tender", quality: float = 0.0, **more: Any) -> PublicServiceMarket:
    """A market whose contracts have just come into force; every provider has this ability (without effort it is the quality)."""
    market = special(dials, mechanism, **more)
    for name in ("ability_verifiable", "ability_nonverifiable"):
        market.organizations[name][:] = quality
    while not market.contracts.active.any():
        market.step()
    return market


def begin_anew(market: PublicServiceMarket, places: float | np.ndarray) -> None:
    """Everybody in need has asked and has no place yet; contracts in force have places for so many, and staff for them."""
    people, c = market.citizens.columns, market.contracts
    people["contract"][:] = -1
    people["applied"][:] = people.need
    people["waited"][:] = 0
    c["places"][c.active] = np.asarray(places) * market.world.residents_per_citizen
    owed = np.zeros_like(market.organizations.contracted)
    rows = np.flatnonzero(c.active)
    np.add.at(owed, (c.organization[rows], c.domain[rows]), c.places[rows])
    market.organizations["contracted"][:] = owed
    market.organizations["staff"][:] = 1e6


def steps(market: PublicServiceMarket, months: int) -> PublicServiceMarket:
    """So many months later."""
    for _ in range(months):
        market.step()
    return market
