"""Service models as they are at work: whose fit need better than the usual one, who can try another, who sees a better one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.innovating import pull_to_innovate, share_better, trial_chance

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

IMPROVED = 0.1
"""Latent units by which a service model must exceed the usual one to count as improved in records (convention)."""


def innovates(market: MarketState) -> bool:
    """Whether anybody tries new service models, or ever did."""
    return market.world.innovation.search > 0.0 or bool(market.organizations.practice.any())


def practised(market: MarketState, rows: np.ndarray) -> np.ndarray | float:
    """Non-verifiable quality that the service model of some contracts adds this month, latent; 0 where nobody innovates."""
    if not innovates(market):
        return 0.0
    o, c = market.organizations, market.contracts
    at = c.organization[rows], c.domain[rows]
    return np.asarray(o.practice[at] - market.world.innovation.disturbance * o.disturbed[at])


def recorded(market: MarketState, rows: np.ndarray) -> dict[str, np.ndarray]:
    """What records keep of the service models of some contracts, for each delivered place."""
    practice = market.contracts.practice[rows]
    return {"practice_latent": practice, "places_improved": practice >= IMPROVED}


def leading_contracts(market: MarketState, domain: int) -> tuple[np.ndarray, np.ndarray]:
    """The contract under which each organization at work in a domain would sooner try, and the monthly chance that it does."""
    c, o, p = market.contracts, market.organizations, market.world.innovation
    rows = np.flatnonzero(c.active & (c.domain == domain) & o.alive[c.organization])
    org = c.organization[rows]
    losing = 1.0 - o.continuation_rate[org]
    pull = pull_to_innovate(o.embeddedness[org, c.district[rows]], p.roots, losing, p.rivalry, c.coaching[rows], p.support)
    chance = trial_chance(p.search, c.freedom[rows], o.autonomy[org], pull)
    order = np.lexsort((c.luck[rows], -chance, org))
    first = order[np.flatnonzero(np.diff(org[order], prepend=-1))]
    return rows[first], chance[first]


def seen_better(market: MarketState, domain: int, org: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What organizations at work in a domain (rows, ascending) see: share of those they meet who do better, whom they would copy.

    It meets who works in the same district, and who is in the same hub; the best of them is its model, itself where there is none.
    """
    c, o = market.contracts, market.organizations
    rows = np.flatnonzero(c.active & (c.domain == domain))
    through = rows[c.hub[rows] >= 0]
    hub = c.hub[through] + market.world.city.n_districts
    place, who = (
        np.concatenate([c.district[rows], hub, hub]),
        np.concatenate([c.organization[rows], c.organization[through], c.hub[through]]),
    )
    better, model = np.zeros(org.size), org.copy()
    for where in np.unique(place):
        at = np.flatnonzero(np.isin(org, who[place == where]))
        share, best = share_better(o.practice[org[at], domain]), best_of(market, domain, org[at])
        higher = o.practice[best, domain] > o.practice[model[at], domain]
        better[at], model[at] = np.maximum(better[at], share), np.where(higher, best, model[at])
    return better, model


def best_of(market: MarketState, domain: int, org: np.ndarray) -> int:
    """Whose service model is best in a domain; among equals that of the earliest registered."""
    o = market.organizations
    return int(org[np.lexsort((o.number[org], -o.practice[org, domain]))[0]])
