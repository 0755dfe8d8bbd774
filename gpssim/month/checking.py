"""Money, places and people are conserved: checked after every month when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.kernel import DETERRED, INELIGIBLE, NEED, QUEUED, SERVED, UNAWARE
from gpssim.agents.organization import SocialOrganization
from gpssim.errors import ConservationError
from gpssim.state.capacity import survey_units

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def check(market: MarketState) -> None:
    """Raise :class:`ConservationError` naming what was made or lost."""
    market.ledger.check(market.books)
    check_public_money(market)
    check_people(market)
    if market.world.society.population.moves:
        check_population(market)
    check_places(market)
    check_organizations(market)
    check_enterprises(market)


def check_population(market: MarketState) -> None:
    """Who lives in the city is who lived there, with who came and without who left; nobody who left needs or holds anything."""
    c, living = market.citizens.columns, int(market.group_sizes.sum())
    here = int(c.present.sum())
    _require(here == living, f"month {market.month}: {here} citizens, {living} counted")
    gone = c.present == 0
    _require(not (c.need[gone].any() or (c.contract[gone] >= 0).any()), f"month {market.month}: somebody who left needs something")
    numbers = c.number[~gone]
    _require(np.unique(numbers).size == numbers.size, f"month {market.month}: two citizens share a number")


def check_enterprises(market: MarketState) -> None:
    """What enterprises got is what associations gave them, out of what they delivered."""
    c, e = market.contracts, market.enterprises
    given, served = float(c.enterprise_places.sum()), float(e.served.sum())
    _require(given == served, f"month {market.month}: {given:.0f} places for {served:.0f} enterprises")
    over = (c.enterprise_places > c.delivered_places) & c.active
    _require(not over.any(), f"month {market.month}: an association gave enterprises more than it delivered")


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise ConservationError(message)


def check_public_money(market: MarketState) -> None:
    """No purchaser spends what it does not have; nobody is paid more than its contract's value."""
    _require(bool((market.purchasers.account_fen >= 0).all()), f"month {market.month}: a purchaser's account is overdrawn")
    c = market.contracts
    over = c.paid_fen > np.rint((c.value + c.reserve) * 100.0) + 1
    _require(not over.any(), f"month {market.month}: contract {np.flatnonzero(over)[:1]} was paid more than its value")
    _require(bool((c.price <= c.ceiling * (1 + 1e-9)).all()), f"month {market.month}: a price is above its ceiling")


def check_people(market: MarketState) -> None:
    """Everybody in need is served, queued, deterred or unaware: once."""
    sums = market.cells.sum(axis=(0, 1, 2))
    stages = sums[SERVED] + sums[QUEUED] + sums[DETERRED] + sums[UNAWARE] + sums[INELIGIBLE]
    need = float(market.citizens.need.sum())
    _require(sums[NEED] == need == stages, f"month {market.month}: {need:.0f} in need, {stages:.0f} in stages")
    c = market.citizens.columns
    _require(not ((c.contract >= 0) & (c.need == 0)).any(), f"month {market.month}: somebody without need holds a place")
    for name in ("trust_government", "trust_providers", "awareness", "satisfaction", "participation"):
        values = c[name]
        _require(bool(((values >= 0) & (values <= 1)).all()), f"month {market.month}: {name} left [0, 1]")


def check_places(market: MarketState) -> None:
    """No contract serves more than its places, none that is not in force serves anybody, capacity adds up."""
    c, held = market.contracts, market.citizens.columns.contract
    clients = np.bincount(held[held >= 0], minlength=len(c))
    served = market.heard[:, 0] if len(c) else np.zeros(0)
    _require(bool((served <= capacities_at_service(market)).all()), f"month {market.month}: a contract serves more than its places")
    _require(bool((clients[: served.size] == served).all()), f"month {market.month}: clients and served months differ")
    owed = np.zeros_like(market.organizations.contracted)
    rows = np.flatnonzero(c.active)
    np.add.at(owed, (c.organization[rows], c.domain[rows]), c.places[rows])
    _require(
        bool(np.allclose(owed, market.organizations.contracted, atol=1e-6)),
        f"month {market.month}: contracted places do not add up",
    )


def capacities_at_service(market: MarketState) -> np.ndarray:
    """Places at the time of service: as now, for contracts that were still in force then."""
    return np.maximum(survey_units(market), 0)


def check_organizations(market: MarketState) -> None:
    """Register, agents and the living agree; nobody who left is in force or holds money."""
    o, c = market.organizations, market.contracts
    agents = market.agents_by_type.get(SocialOrganization, [])
    _require(len(agents) == int(o.alive.sum()), f"month {market.month}: {len(agents)} agents, {int(o.alive.sum())} alive")
    gone = ~o.alive
    _require(not (o.cash_fen[gone] != 0).any(), f"month {market.month}: an organization that left holds money")
    _require(not gone[c.organization[np.flatnonzero(c.active)]].any(), f"month {market.month}: a contract outlived its provider")
    _require(np.unique(o.key).size == len(o), f"month {market.month}: two organizations share a key")
