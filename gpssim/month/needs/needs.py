"""Needs arise and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.kernel import CELL_COLUMNS, run_needs_month
from gpssim.agents.threads import needs_by_district
from gpssim.month.needs import migration
from gpssim.rules.needs import grown
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.state.citizens_month import people, words
from gpssim.state.domains import declared

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def update_needs(market: MarketState) -> None:
    """People come and go, needs end, then others arise; the month's counts by district, domain and group begin here."""
    world = market.world
    domains = declared(market)
    onset = migration.drifting(market, grown(domains.onset, world.city.demand_growth, market.since_switch))
    market.cells = np.zeros((world.city.n_districts, len(world.domains), len(GROUPS), len(CELL_COLUMNS)))
    migration.migrate(market)
    with np.errstate(over="ignore"):  # the hash wraps around; only plain Python would warn
        if market.threads > 1:
            needs_by_district(market.threads, people(market), words(market), onset, domains.ending, market.cells)
        else:
            run_needs_month(people(market), words(market), onset, domains.ending, market.cells)
