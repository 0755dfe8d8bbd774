"""What founders see before they register: chance of a first award, its value, seats in incubators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.entry import chance_by_competition, first_award_chance
from gpssim.rules.sector import seats
from gpssim.state import costs
from gpssim.state.capacity import has_contract
from gpssim.state.kinds import offering
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

YOUNG = 24
"""Months within which a newcomer hopes for its first award (market rule D 19)."""


def n_seats(market: MarketState) -> int:
    """Organizations for which the year's budget has room."""
    newcomers = market.world.sector.newcomers
    return seats(market.policy_state.levers.incubation, newcomers.seat_cost + newcomers.seat_stipend)


def seated(market: MarketState) -> np.ndarray:
    """Rows of the organizations in an incubator, those that came first where the budget was cut."""
    o = market.organizations
    there = (o.alive & (o.seat_until > market.month)).nonzero()[0]
    return there[np.argsort(o.number[there])][: n_seats(market)] if there.size else there


def has_room(market: MarketState) -> bool:
    """Whether an incubator has a seat free."""
    return seated(market).size < n_seats(market)


def chance_of_first_award(market: MarketState, domain: int) -> float:
    """From disclosed results: of those registered two to seven years ago in the domain, who won within two years.

    Before there are such, and beside them, from how many offered in the purchases of the last two years.
    """
    o = market.organizations
    age = market.month - o.born
    watched = o.serves_domain[:, domain] & offering(market) & (age >= YOUNG) & (age < 7 * MONTHS_PER_YEAR) & (o.born > 0)
    won = watched & (o.won_first >= 0) & (o.won_first - o.born <= YOUNG)
    p, city = market.world.organizations, market.world.city
    offers = market.prices.offers(market.month, domain, YOUNG)
    expected = chance_by_competition(offers, min(1.0, p.reach_districts / city.n_districts), p.reads_competition)
    return first_award_chance(float(won.sum()), float(watched.sum()), expected)


def share_at_work(market: MarketState, domain: int) -> float:
    """Share of the organizations in a domain that hold a contract, as a founder sees it who counts itself among them at work."""
    o = market.organizations
    there = o.alive & o.serves_domain[:, domain] & offering(market)
    return float((there & has_contract(market)).sum() + 1) / float(there.sum() + 1)


def prospects(market: MarketState, domain: int) -> tuple[float, float, float]:
    """Value of a first engagement (yuan), its margin (share), and the value of a latent unit of quality in it (yuan)."""
    c = market.contracts
    rows = ((c.domain == domain) & (c.start > market.month - YOUNG) & ~c.bridge).nonzero()[0]
    if rows.size == 0:
        return 0.0, 0.0, 0.0
    cycles = np.maximum(c.end[rows] - c.start[rows], c.cycle_end[rows] - c.start[rows])
    value = float((c.price[rows] * c.places[rows] * cycles).mean())
    margin = float(np.clip(1.0 - costs.surveyed_cost(market, domain) / c.price[rows], 0.0, 1.0).mean())
    volume = float((c.places[rows] * cycles).mean())
    return value, margin, volume * market.world.domains[domain].unit_cost
