"""Citizens are served or wait, experience, judge and complain: the compiled month with this month's supply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.kernel import NEED, SERVED, Manner, Supply, run_service_month
from gpssim.month import charging, enterprises, reaching
from gpssim.month.needing import people, words
from gpssim.month.planning import embeddedness_table
from gpssim.scenario.declarations.citizens import GROUPS

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def manner(model: PublicServiceMarket) -> Manner:
    """Parameters of the citizens' month."""
    p, levers, scales = model.world.citizens, model.policy_state.levers, model.world.scales
    same = {name: getattr(p, name) for name in Manner._fields if hasattr(p, name)}
    return Manner(
        **same,
        targeting=levers.targeting,
        waiting_priority=levers.waiting_priority,
        publicity_gain=p.awareness_publicity * levers.publicity,
        word_gain=p.awareness_word,
        quality_reference=scales.quality_reference,
        quality_scale=scales.quality_scale,
    )


def capacities(model: PublicServiceMarket) -> np.ndarray:
    """Places of each contract in force, in survey units."""
    return np.where(model.contracts.active, survey_units(model), 0)


def survey_units(model: PublicServiceMarket) -> np.ndarray:
    """Places of each contract over the weight of a survey unit, rounded by a draw that stays with its project.

    Where citizens choose among a project's providers, each has a draw of its own: with one for all, either every provider would
    have a place or none.
    """
    c = model.contracts
    luck = model.luck.uniforms("rounding", c.project)
    chosen = np.flatnonzero(c.by_choice)
    luck[chosen] = model.luck.uniforms("rounding", c.project[chosen], model.organizations.key[c.organization[chosen]])
    units = np.floor((c.delivered_places - c.enterprise_places) / model.world.residents_per_citizen + luck)
    return np.asarray(units, dtype=np.int64)


def eligibility(model: PublicServiceMarket) -> np.ndarray:
    """Who may apply, shape (domains, groups): migrants are shut out of domains reserved for registered residents."""
    reserved = {name.strip() for name in model.policy_state.levers.registered_only.split(",")}
    eligible = np.ones((len(model.world.domains), len(GROUPS)), dtype=np.uint8)
    for d, domain in enumerate(model.world.domains):
        if domain.name in reserved:
            eligible[d, GROUPS.index("migrant")] = 0
    return eligible


def supply(model: PublicServiceMarket) -> Supply:
    """Contracts as citizens meet them; within a district and domain in order of project key, which no policy's history moves."""
    c = model.contracts
    n_domains, n_districts = len(model.world.domains), model.world.city.n_districts
    cell = c.district.astype(np.int64) * n_domains + c.domain
    rows = np.flatnonzero(c.active)
    order = rows[np.lexsort((c.luck[rows], c.project[rows], cell[rows]))]
    first = np.searchsorted(cell[order], np.arange(n_districts * n_domains + 1)).astype(np.int64)
    return Supply(
        active=c.active,
        successor=c.successor,
        same_provider=c.same_provider,
        capacity=capacities(model),
        quality=c.quality,
        by_choice=c.by_choice,
        per_unit=c.per_unit,
        reluctance=reaching.reluctances(model),
        utility=model.world.citizens.choice_quality * c.utility,
        key=c.luck,
        cell_first=first,
        cell_contracts=order.astype(np.int32),
        embeddedness=embeddedness_table(model),
        travel=reaching.travel(model),
        eligible=eligibility(model),
        word_of_mouth=model.word_of_mouth,
        toll=charging.reconsider(model),
    )


def serve(model: PublicServiceMarket) -> None:
    """Run the citizens' month and keep what contracts heard."""
    enterprises.serve(model)
    reaching.mark(model)
    heard = np.zeros((len(model.contracts), 3))
    access = np.array(model.world.citizens.access)
    with np.errstate(over="ignore"):  # the hash wraps around; only plain Python would warn
        run_service_month(people(model), supply(model), words(model), manner(model), access, heard, model.cells)
    model.heard = heard
    model.contracts["n_heard"][:] += heard[:, 0]
    model.contracts["experience_sum"][:] += heard[:, 1]
    count_use(model)
    reaching.bear_cost(model)
    charging.charge(model)
    by_district = model.cells.sum(axis=(1, 2))
    model.word_of_mouth = by_district[:, SERVED] / np.maximum(1.0, by_district[:, NEED])


def count_use(model: PublicServiceMarket) -> None:
    """Where citizens choose or pay, what counts as delivered is what they used: money follows the citizen.

    What nobody used costs nothing, or, where demand is the provider's risk, part of its usual cost. What enterprises were given
    is used.
    """
    c = model.contracts
    rows = np.flatnonzero(c.active & (c.by_choice | (c.fee > 0.0)))
    if rows.size:
        taken, part = c.enterprise_places[rows], charging.used_part(model, rows, capacities(model))
        use_only(model, rows, taken + (c.delivered_places[rows] - taken) * part)


def use_only(model: PublicServiceMarket, rows: np.ndarray, used: np.ndarray) -> None:
    """Take what nobody used out of what some contracts delivered this month, and out of its cost as far as it costs nothing."""
    c = model.contracts
    offered = c.delivered_places[rows]
    unused = offered - used
    c["delivered"][rows] -= unused
    c["quality_sum"][rows] -= unused * c.quality[rows]
    c["verifiable_sum"][rows] -= unused * c.quality_verifiable[rows]
    part = np.divide(used, offered, out=np.zeros(rows.size), where=offered > 0)
    c["delivered_places"][rows] *= part
    for name in ("month_cost", "month_effort"):
        c[name][rows] *= part + c.idle_cost[rows] * (1.0 - part)
