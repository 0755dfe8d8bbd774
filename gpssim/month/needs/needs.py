"""Needs arise and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.agents.founding import onset_table
from gpssim.agents.kernel import CELL_COLUMNS, run_needs_month
from gpssim.month.needs import migration
from gpssim.rules.needs import ending_probability, grown
from gpssim.scenario.declarations.citizens import GROUPS
from gpssim.state.citizens_month import people, words

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def update_needs(market: MarketState) -> None:
    """People come and go, needs end, then others arise; the month's counts by district, domain and group begin here."""
    world = market.world
    onset = migration.drifting(market, np.vectorize(grown)(onset_table(world), world.city.demand_growth, market.since_switch))
    ending = np.array([ending_probability(d.duration) for d in world.domains])
    market.cells = np.zeros((world.city.n_districts, len(world.domains), len(GROUPS), len(CELL_COLUMNS)))
    migration.migrate(market)
    with np.errstate(over="ignore"):  # the hash wraps around; only plain Python would warn
        run_needs_month(people(market), words(market), onset, ending, market.cells)
