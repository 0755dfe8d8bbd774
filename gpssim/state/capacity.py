"""Work that organizations owe, staff that is left for it, room for more; places in survey units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules import capture as rules
from gpssim.state import costs

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState

CORE_STAFF = 1.5
"""Staff below which an organization does not shrink on purpose (assumption)."""


def working_staff(market: MarketState) -> np.ndarray:
    """Staff of each organization that is left for delivery, persons."""
    o = market.organizations
    if not (o.unpaid_tasks.any() or o.hours_lost.any()):
        return o.staff
    return rules.working_staff(o.staff, o.unpaid_tasks, o.hours_lost, market.world.sector.time_costs.hours_per_month)


def workload(market: MarketState) -> np.ndarray:
    """Work each organization owes, in persons of staff, shape (n_organizations,)."""
    o = market.organizations
    return (o.contracted - o.volunteered) @ (1.0 / costs.caseload(market))


def load(market: MarketState) -> np.ndarray:
    """Work over capacity of each organization."""
    return workload(market) / np.maximum(working_staff(market), 0.1)


def seconded(market: MarketState) -> np.ndarray:
    """Part of each organization's staff that is seconded to streets."""
    c, o = market.contracts, market.organizations
    rows = np.flatnonzero(c.active & c.per_post)
    posts = np.bincount(c.organization[rows], weights=c.places[rows] / costs.caseload(market)[c.domain[rows]], minlength=len(o))
    return np.minimum(1.0, posts / np.maximum(o.staff, 0.1))


def survey_units(market: MarketState) -> np.ndarray:
    """Places of each contract over the weight of a survey unit, rounded by a draw that stays with its project.

    Where citizens choose among a project's providers, each has a draw of its own: with one for all, either every provider would
    have a place or none.
    """
    c = market.contracts
    luck = market.luck.uniforms("rounding", c.project)
    chosen = np.flatnonzero(c.by_choice)
    luck[chosen] = market.luck.uniforms("rounding", c.project[chosen], market.organizations.key[c.organization[chosen]])
    units = np.floor((c.delivered_places - c.enterprise_places) / market.world.residents_per_citizen + luck)
    return np.asarray(units, dtype=np.int64)


def capacities(market: MarketState) -> np.ndarray:
    """Places of each contract in force, in survey units."""
    return np.where(market.contracts.active, survey_units(market), 0)


def has_contract(market: MarketState) -> np.ndarray:
    """Which organizations have a contract in force."""
    c = market.contracts
    held = np.bincount(c.organization[np.flatnonzero(c.active)], minlength=len(market.organizations))
    return held > 0


def ends_soon(market: MarketState) -> np.ndarray:
    """Organizations none of whose contracts runs beyond three months."""
    c = market.contracts
    rows = np.flatnonzero(c.active & (c.end > market.month + 3))
    return np.bincount(c.organization[rows], minlength=len(market.organizations)) == 0


def places_free(market: MarketState, domain: int) -> np.ndarray:
    """Places an organization could still take on in a domain, stretching as far as it dares."""
    p, owed = market.world.organizations, workload(market)
    able = np.maximum(working_staff(market), CORE_STAFF) * (1.0 + p.stretch)
    return (able - owed) * costs.caseload(market)[domain]
