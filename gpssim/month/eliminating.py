"""Survival of the fittest by rule 优胜劣汰: each January the worst providers of a domain are struck off for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month import banning
from gpssim.month.calendar import fiscal_year, month_of_year
from gpssim.rules.elimination import n_struck, struck
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def strike_off(model: PublicServiceMarket) -> None:
    """In January, domain by domain: the share of providers found worst in last year's acceptances (or any, by lot) is struck off.

    They may not offer in the domain, nor is a further year signed with them; contracts in force run to their end.
    """
    levers = model.policy_state.levers
    if levers.elimination <= 0.0 or month_of_year(model) or not model.month:
        return
    for domain in range(len(model.world.domains)):
        providers, scores = judged(model, domain)
        luck = model.luck.at(domain, fiscal_year(model))
        n = n_struck(providers.size, levers.elimination, luck.uniform("elimination: how many"))
        lots = luck.uniforms("elimination", model.organizations.key[providers])
        chosen = struck(scores if levers.elimination_rule == "lowest" else np.zeros(scores.size), n, lots)
        until = model.month + levers.elimination_months
        model.organizations["barred_until"][providers[chosen], domain] = until
        for row in providers[chosen]:
            name = model.world.domains[domain].name
            banning.note(model, int(row), banning.EVERYBODY, name, levers.elimination_months, "eliminated")


def judged(model: PublicServiceMarket, domain: int) -> tuple[np.ndarray, np.ndarray]:
    """Living providers with contracts of the domain accepted within a year, and the mean quality found, weighted by places."""
    c, o = model.contracts, model.organizations
    recent = (c.end > model.month - MONTHS_PER_YEAR) & (c.end <= model.month) & np.isfinite(c.found)
    rows = np.flatnonzero(recent & (c.domain == domain) & ~c.bridge & o.alive[c.organization])
    places = np.bincount(c.organization[rows], weights=c.places[rows], minlength=len(o))
    found = np.bincount(c.organization[rows], weights=c.places[rows] * c.found[rows], minlength=len(o))
    providers = np.flatnonzero(places > 0.0)
    return providers, found[providers] / places[providers]
