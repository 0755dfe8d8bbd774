"""Money, places and people are conserved: checked after every month when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.kernel import DETERRED, INELIGIBLE, NEED, QUEUED, SERVED, UNAWARE
from gpssim.errors import ConservationError
from gpssim.month.serving import survey_units

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def check(model: PublicServiceMarket) -> None:
    """Raise :class:`ConservationError` naming what was made or lost."""
    model.ledger.check(model.books)
    check_public_money(model)
    check_people(model)
    if model.world.society.population.moves:
        check_population(model)
    check_places(model)
    check_organizations(model)
    check_enterprises(model)


def check_population(model: PublicServiceMarket) -> None:
    """Who lives in the city is who lived there, with who came and without who left; nobody who left needs or holds anything."""
    c, living = model.citizens.columns, int(model.group_sizes.sum())
    here = int(c.present.sum())
    _require(here == living, f"month {model.month}: {here} citizens, {living} counted")
    gone = c.present == 0
    _require(not (c.need[gone].any() or (c.contract[gone] >= 0).any()), f"month {model.month}: somebody who left needs something")
    numbers = c.number[~gone]
    _require(np.unique(numbers).size == numbers.size, f"month {model.month}: two citizens share a number")


def check_enterprises(model: PublicServiceMarket) -> None:
    """What enterprises got is what associations gave them, out of what they delivered."""
    c, e = model.contracts, model.enterprises
    given, served = float(c.enterprise_places.sum()), float(e.served.sum())
    _require(given == served, f"month {model.month}: {given:.0f} places for {served:.0f} enterprises")
    over = (c.enterprise_places > c.delivered_places) & c.active
    _require(not over.any(), f"month {model.month}: an association gave enterprises more than it delivered")


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise ConservationError(message)


def check_public_money(model: PublicServiceMarket) -> None:
    """No purchaser spends what it does not have; nobody is paid more than its contract's value."""
    _require(bool((model.purchasers.account_fen >= 0).all()), f"month {model.month}: a purchaser's account is overdrawn")
    c = model.contracts
    over = c.paid_fen > np.rint((c.value + c.reserve) * 100.0) + 1
    _require(not over.any(), f"month {model.month}: contract {np.flatnonzero(over)[:1]} was paid more than its value")
    _require(bool((c.price <= c.ceiling * (1 + 1e-9)).all()), f"month {model.month}: a price is above its ceiling")


def check_people(model: PublicServiceMarket) -> None:
    """Everybody in need is served, queued, deterred or unaware: once."""
    sums = model.cells.sum(axis=(0, 1, 2))
    stages = sums[SERVED] + sums[QUEUED] + sums[DETERRED] + sums[UNAWARE] + sums[INELIGIBLE]
    need = float(model.citizens.need.sum())
    _require(sums[NEED] == need == stages, f"month {model.month}: {need:.0f} in need, {stages:.0f} in stages")
    c = model.citizens.columns
    _require(not ((c.contract >= 0) & (c.need == 0)).any(), f"month {model.month}: somebody without need holds a place")
    for name in ("trust_government", "trust_providers", "awareness", "satisfaction", "participation"):
        values = c[name]
        _require(bool(((values >= 0) & (values <= 1)).all()), f"month {model.month}: {name} left [0, 1]")


def check_places(model: PublicServiceMarket) -> None:
    """No contract serves more than its places, none that is not in force serves anybody, capacity adds up."""
    c, held = model.contracts, model.citizens.columns.contract
    clients = np.bincount(held[held >= 0], minlength=len(c))
    served = model.heard[:, 0] if len(c) else np.zeros(0)
    _require(bool((served <= capacities_at_service(model)).all()), f"month {model.month}: a contract serves more than its places")
    _require(bool((clients[: served.size] == served).all()), f"month {model.month}: clients and served months differ")
    owed = np.zeros_like(model.organizations.contracted)
    rows = np.flatnonzero(c.active)
    np.add.at(owed, (c.organization[rows], c.domain[rows]), c.places[rows])
    _require(
        bool(np.allclose(owed, model.organizations.contracted, atol=1e-6)), f"month {model.month}: contracted places do not add up"
    )


def capacities_at_service(model: PublicServiceMarket) -> np.ndarray:
    """Places at the time of service: as now, for contracts that were still in force then."""
    return np.maximum(survey_units(model), 0)


def check_organizations(model: PublicServiceMarket) -> None:
    """Register, agents and the living agree; nobody who left is in force or holds money."""
    from gpssim.agents.organization import SocialOrganization

    o, c = model.organizations, model.contracts
    agents = model.agents_by_type.get(SocialOrganization, [])
    _require(len(agents) == int(o.alive.sum()), f"month {model.month}: {len(agents)} agents, {int(o.alive.sum())} alive")
    gone = ~o.alive
    _require(not (o.cash_fen[gone] != 0).any(), f"month {model.month}: an organization that left holds money")
    _require(not gone[c.organization[np.flatnonzero(c.active)]].any(), f"month {model.month}: a contract outlived its provider")
    _require(np.unique(o.key).size == len(o), f"month {model.month}: two organizations share a key")
