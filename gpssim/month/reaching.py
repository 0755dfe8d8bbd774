"""Who is seen as coming first, how far providers are, what clients cost, how many volunteers there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.reaching import cost_of_clients, reluctance, volunteers, way_to_provider
from gpssim.rules.targeting import recognized
from gpssim.scenario.declarations.citizens import GROUPS

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def target_groups(model: PublicServiceMarket) -> np.ndarray:
    """Which groups come first, bool (groups,): those the lever names, all vulnerable ones if it names none."""
    named = [name.strip() for name in model.policy_state.levers.target_groups.split(",") if name.strip()]
    return np.isin(GROUPS, named or GROUPS[1:])


def mark(model: PublicServiceMarket) -> None:
    """Who is taken to belong to the groups that come first: a luck that stays with a person. Nothing where nobody comes first."""
    levers, c = model.policy_state.levers, model.citizens.columns
    if levers.targeting <= 0.0:
        return
    target = target_groups(model)[c.group]
    if levers.targeting_accuracy < 1.0:
        share = float(target[model.citizens.here].mean())
        target = recognized(target, levers.targeting_accuracy, share, model.luck.uniforms("recognized", c.number))
    c["target"][:] = target


def travel(model: PublicServiceMarket) -> np.ndarray:
    """Effect on applying (logit) of the way to providers in force, shape (districts, domains)."""
    shape, weight = (model.world.city.n_districts, len(model.world.domains)), model.world.society.reach.travel
    if weight <= 0.0:
        return np.zeros(shape)
    c = model.contracts
    rows = np.flatnonzero(c.active)
    there = np.zeros((*shape, len(model.organizations)), dtype=bool)
    there[c.district[rows], c.domain[rows], c.organization[rows]] = True
    return weight * way_to_provider(there.sum(axis=2))


def reluctances(model: PublicServiceMarket) -> np.ndarray:
    """How far each contract's provider selects against costly clients, in [0, 1]."""
    c, resists = model.contracts, model.world.society.reach.mission_resists
    if resists <= 0.0:
        return np.ones(len(c))
    return reluctance(model.organizations.mission[c.organization], model.world.organizations.mission_mean, resists)


def bear_cost(model: PublicServiceMarket) -> None:
    """Vulnerable clients cost their provider more than others: the month's cost follows who was served."""
    extra = model.world.society.reach.cost_to_serve
    if extra <= 0.0:
        return
    c, people = model.contracts, model.citizens.columns
    row, domain = np.nonzero(people.contract >= 0)
    held, n = people.contract[row, domain], len(c)
    vulnerable = np.bincount(held, weights=people.group[row] != 0, minlength=n)
    clients = np.bincount(held, minlength=n)
    share = np.divide(vulnerable, clients, out=np.zeros(n), where=clients > 0)
    added = c.month_cost * (cost_of_clients(share, extra) - 1.0) * c.active
    c["month_cost"][:] += added
    c["cost_sum"][:] += added


def volunteers_found(model: PublicServiceMarket, district: int) -> float:
    """Part of the volunteers looked for in a district that come forward."""
    weight = model.world.society.reach.volunteering
    if weight <= 0.0:
        return 1.0
    c = model.citizens.columns
    there = (c.district == district) & (c.present == 1)
    if not there.any():
        return 1.0 - weight
    return volunteers(weight, float(c.trust_providers[there].mean()), float(c.awareness[there].mean()))
