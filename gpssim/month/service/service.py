"""Citizens are served or wait, experience, judge and complain: the compiled month with this month's supply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.given import Supply
from gpssim.agents.kernel import NEED, SERVED, run_service_month
from gpssim.agents.manner import Manner
from gpssim.agents.threads import service_by_district
from gpssim.month.service import enterprises, following, forgetting, targeting, user_fees
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.scenario.declarations.citizens import Citizens as Behavior
from gpssim.state import capacity, districts, fees, legitimacy, quality
from gpssim.state.citizens_month import people, words
from gpssim.state.districts import embeddedness_table

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


FEW_CLIENTS = 12.0
"""Client months (of survey units) at which what is told of a provider counts half (assumption, range 6-36)."""


AS_DECLARED = tuple(name for name in Manner._fields if name in Behavior.model_fields)
"""What the compiled month takes from ``world.citizens`` as it is."""


def manner(market: MarketState) -> Manner:
    """Parameters of the citizens' month."""
    p, levers, scales = market.world.citizens, market.policy_state.levers, market.world.scales
    return Manner(
        **{name: getattr(p, name) for name in AS_DECLARED},
        targeting=levers.targeting,
        waiting_priority=levers.waiting_priority,
        publicity_gain=p.awareness_publicity * levers.publicity,
        word_gain=p.awareness_word,
        quality_reference=scales.quality_reference,
        quality_scale=scales.quality_scale,
    )


def eligibility(market: MarketState) -> np.ndarray:
    """Who may apply, shape (domains, groups): migrants are shut out of domains reserved for registered residents."""
    reserved = market.policy_state.lists.registered_only
    eligible = np.ones((len(market.world.domains), len(GROUPS)), dtype=np.uint8)
    for d, domain in enumerate(market.world.domains):
        if domain.name in reserved:
            eligible[d, GROUPS.index("migrant")] = 0
    return eligible


def supply(market: MarketState) -> Supply:
    """Contracts as citizens meet them; within a district and domain in order of project key, which no policy's history moves."""
    c = market.contracts
    n_domains, n_districts = len(market.world.domains), market.world.city.n_districts
    cell = c.district.astype(np.int64) * n_domains + c.domain
    rows = c.active.nonzero()[0]
    order = rows[np.lexsort((c.luck[rows], c.project[rows], cell[rows]))]
    first = np.searchsorted(cell[order], np.arange(n_districts * n_domains + 1)).astype(np.int64)
    return Supply(
        active=c.active,
        successor=c.successor,
        same_provider=c.same_provider,
        capacity=capacity.capacities(market),
        quality=c.quality,
        credit=legitimacy.credits_of_contracts(market),
        by_choice=c.by_choice,
        per_unit=c.per_unit,
        reluctance=quality.reluctances(market),
        utility=market.world.citizens.choice_quality * (c.utility + told_by_clients(market)),
        key=c.luck,
        cell_first=first,
        cell_contracts=order.astype(np.int32),
        embeddedness=embeddedness_table(market),
        travel=districts.travel(market) - legitimacy.willing(market),
        eligible=eligibility(market),
        word_of_mouth=market.word_of_mouth,
        toll=user_fees.reconsider(market),
    )


def told_by_clients(market: MarketState) -> np.ndarray | float:
    """What clients tell of each contract's provider, where citizens choose: experience, shrunk to the prior, times its weight.

    Column (n_contracts, 1): all groups hear the same; 0 where nobody chooses or listens.
    """
    c, weight = market.contracts, market.world.citizens.choice_word
    if weight <= 0.0 or not c.by_choice[c.active].any():
        return 0.0
    n = len(market.organizations)
    told, clients = (np.bincount(c.organization, weights=x, minlength=n) for x in (c.experience_sum, c.n_heard))
    return np.asarray(weight * (told / (clients + FEW_CLIENTS))[c.organization])[:, None]


def serve_citizens(market: MarketState) -> None:
    """Run the citizens' month and keep what contracts heard."""
    enterprises.serve_enterprises(market)
    targeting.mark(market)
    heard = np.zeros((len(market.contracts), 3))
    access, offered = np.array(market.world.citizens.access), supply(market)
    with np.errstate(over="ignore"):  # the hash wraps around; only plain Python would warn
        if market.threads > 1:
            now, how = words(market), manner(market)
            service_by_district(market.threads, people(market), offered, now, how, access, heard, market.cells)
        else:
            run_service_month(people(market), offered, words(market), manner(market), access, heard, market.cells)
    forgetting.forget(market)
    market.heard = heard
    market.contracts["n_heard"][:] += heard[:, 0]
    market.contracts["experience_sum"][:] += heard[:, 1]
    market.contracts["n_complaints"][:] += heard[:, 2]
    count_use(market, offered.capacity)
    following.move_places(market, offered.capacity)
    targeting.bear_cost(market)
    user_fees.collect_fees(market)
    by_district = market.cells.sum(axis=(1, 2))
    market.word_of_mouth = by_district[:, SERVED] / np.maximum(1.0, by_district[:, NEED])


def count_use(market: MarketState, units: np.ndarray) -> None:
    """Where citizens choose or pay, what counts as delivered is what they used: money follows the citizen.

    ``units`` are the places that citizens found this month. What nobody used costs nothing, or, where demand is the provider's
    risk, part of its usual cost. What enterprises were given is used.
    """
    c = market.contracts
    rows = (c.active & (c.by_choice | (c.fee > 0.0))).nonzero()[0]
    if rows.size:
        taken, part = c.enterprise_places[rows], fees.used_part(market, rows, units)
        use_only(market, rows, taken + (c.delivered_places[rows] - taken) * part)


def use_only(market: MarketState, rows: np.ndarray, used: np.ndarray) -> None:
    """Take what nobody used out of what some contracts delivered this month, and out of its cost as far as it costs nothing."""
    c = market.contracts
    offered = c.delivered_places[rows]
    unused = offered - used
    c["delivered"][rows] -= unused
    c["quality_sum"][rows] -= unused * c.quality[rows]
    c["verifiable_sum"][rows] -= unused * c.quality_verifiable[rows]
    part = np.divide(used, offered, out=np.zeros(rows.size), where=offered > 0)
    c["delivered_places"][rows] *= part
    for name in ("month_cost", "month_effort", "month_strain"):
        c[name][rows] *= part + c.idle_cost[rows] * (1.0 - part)
