"""Survival of the fittest by rule 优胜劣汰: each January the worst providers of a domain are struck off for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.monitoring import bans
from gpssim.month.monitoring.bans import EVERYBODY
from gpssim.rules.elimination import n_struck, struck
from gpssim.state import records_of_work
from gpssim.state.clock import fiscal_year, month_of_year

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def strike_off(market: MarketState) -> None:
    """In January, domain by domain: the share of providers found worst in last year's acceptances (or any, by lot) is struck off.

    They may not offer in the domain, nor is a further year signed with them; contracts in force run to their end.
    """
    levers = market.policy_state.levers
    if levers.elimination <= 0.0 or month_of_year(market) or not market.month:
        return
    for domain in range(len(market.world.domains)):
        providers, scores = records_of_work.judged(market, domain)
        luck = market.luck.at(domain, fiscal_year(market))
        n = n_struck(providers.size, levers.elimination, luck.uniform("elimination: how many"))
        lots = luck.uniforms("elimination", market.organizations.key[providers])
        chosen = struck(scores if levers.elimination_rule == "lowest" else np.zeros(scores.size), n, lots)
        until = market.month + levers.elimination_months
        market.organizations["barred_until"][providers[chosen], domain] = until
        for row in providers[chosen]:
            name = market.world.domains[domain].name
            bans.record_ban(market, int(row), EVERYBODY, name, levers.elimination_months, "eliminated")
