"""Work that organizations owe, staff that is left for it, room for more; places in survey units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules import capture as rules
from gpssim.state import costs
from gpssim.state.domains import declared
from gpssim.state.waiting import Awaited

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState
    from gpssim.state.waiting import Signature

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
    return (o.contracted - o.volunteered) @ declared(market).work


def load(market: MarketState) -> np.ndarray:
    """Work over capacity of each organization."""
    return market.once("workload", lambda: workload(market)) / np.maximum(working_staff(market), 0.1)


def seconded(market: MarketState) -> np.ndarray:
    """Part of each organization's staff that is seconded to streets."""
    c, o = market.contracts, market.organizations
    rows = (c.active & c.per_post).nonzero()[0]
    posts = np.bincount(c.organization[rows], weights=c.places[rows] / costs.caseload(market)[c.domain[rows]], minlength=len(o))
    return np.minimum(1.0, posts / np.maximum(o.staff, 0.1))


def survey_units(market: MarketState, rows: np.ndarray | None = None) -> np.ndarray:
    """Places of each contract (or of ``rows``) over the weight of a survey unit, rounded by a draw that stays with its project.

    Where citizens choose among a project's providers, each has a draw of its own: with one for all, either every provider would
    have a place or none.
    """
    c = market.contracts
    rows = np.arange(len(c)) if rows is None else rows
    projects, chosen = c.project[rows], c.by_choice[rows].nonzero()[0]
    luck = market.luck.uniforms("rounding", projects)
    if chosen.size:
        providers = market.organizations.key[c.organization[rows[chosen]]]
        luck[chosen] = market.luck.uniforms("rounding", projects[chosen], providers)
    units = np.floor((c.delivered_places[rows] - c.enterprise_places[rows]) / market.world.residents_per_citizen + luck)
    return np.asarray(units, dtype=np.int64)


def capacities(market: MarketState) -> np.ndarray:
    """Places of each contract in force, in survey units; 0 for the others, which are most of those ever signed."""
    units, rows = np.zeros(len(market.contracts), dtype=np.int64), market.contracts.active.nonzero()[0]
    units[rows] = survey_units(market, rows)
    return units


def has_contract(market: MarketState) -> np.ndarray:
    """Which organizations have a contract in force."""
    c = market.contracts
    held = np.bincount(c.organization[c.active.nonzero()[0]], minlength=len(market.organizations))
    return held > 0


def ends_soon(market: MarketState) -> np.ndarray:
    """Organizations none of whose contracts runs beyond three months."""
    c = market.contracts
    rows = (c.active & (c.end > market.month + 3)).nonzero()[0]
    return np.bincount(c.organization[rows], minlength=len(market.organizations)) == 0


def workload_at(market: MarketState, month: int) -> np.ndarray:
    """Work that each organization will owe in a month, persons of staff: contracts whose cycle goes on, and awards to be signed.

    A contract that is to end before is no work then, for whoever holds it; a bridge ends when its replacement begins.
    """
    return market.once(("workload at", month), lambda: workload_awaited(market, month)).with_awards(market.signatures)


def under_contract(market: MarketState, month: int) -> np.ndarray:
    """Work that each organization will owe in a month on contracts that are in force now and whose cycle goes on till then."""
    c = market.contracts
    rows = (c.active & (c.cycle_end > month)).nonzero()[0]
    places = c.places[rows] * (1.0 - c.unpaid[rows])
    return np.bincount(c.organization[rows], places / costs.caseload(market)[c.domain[rows]], len(market.organizations))


def workload_awaited(market: MarketState, month: int) -> Awaited:
    """Work that each organization will owe in a month, to which the work of awards is added."""
    each, lines = costs.caseload(market), market.lines

    def work(award: Signature) -> float:
        return float((1.0 - award.terms.unpaid) * award.places / each[lines[award.line].domain])

    return Awaited(under_contract(market, month), work)


def workload_foreseen(market: MarketState, begins: int) -> np.ndarray:
    """Work that stands against a contract that begins in a month, persons of staff: as far as foreseen as it will be then."""
    foresight = market.world.organizations.foresight
    if foresight == 1.0:
        return workload_at(market, begins)
    now = market.once("workload", lambda: workload(market))
    return now if foresight == 0.0 else (1.0 - foresight) * now + foresight * workload_at(market, begins)


def places_free(market: MarketState, domain: int, begins: int) -> np.ndarray:
    """Places an organization could take on in a domain from the month in which they begin, stretching as far as it dares."""
    most, owed = most_work(market), workload_foreseen(market, begins)
    return np.asarray((most - owed) * costs.caseload(market)[domain])


def most_work(market: MarketState) -> np.ndarray:
    """Work that each organization dares to take on, persons of staff; offers take time of it where they cost time."""

    def reckoned() -> np.ndarray:
        return np.maximum(working_staff(market), CORE_STAFF) * (1.0 + market.world.organizations.stretch)

    return reckoned() if market.world.sector.time_costs.offers > 0.0 else market.once("most work", reckoned)
