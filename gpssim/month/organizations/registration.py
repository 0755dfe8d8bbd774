"""Registration: what it costs, whether a supervising unit is needed, who registers in name only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.sector import sponsor_chance
from gpssim.state import prospects
from gpssim.state.kinds import INSTITUTION

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def permitted(market: MarketState, key: int, columns: dict[str, np.ndarray]) -> bool:
    """Whether a candidate may register: under dual management only with a supervising unit; institutions are not founded so."""
    if int(columns["kind_code"][0]) == INSTITUTION:
        return False
    if market.policy_state.levers.registration != "dual":
        return True
    chance = float(sponsor_chance(market.world.sector.newcomers.sponsor, float(columns["tie"][0].sum())))
    return market.luck.uniform("supervising unit", key) < chance


def setup_factor(market: MarketState, kind: int) -> float:
    """Cost of setting up relative to the usual one: kind, barriers, loose rules, a seat in an incubator."""
    levers, newcomers = market.policy_state.levers, market.world.sector.newcomers
    factor = float(market.world.sector.kinds.setup[kind]) * levers.entry_barrier
    if levers.registration == "loose":
        factor *= newcomers.loose_setup
    if levers.incubation > 0.0 and prospects.has_room(market):
        factor *= 1.0 - newcomers.seat_setup
    return factor


def in_name_only(market: MarketState, key: int, columns: dict[str, np.ndarray]) -> bool:
    """Whether a candidate without a prospect registers all the same, under loose rules 登记泛滥."""
    if market.policy_state.levers.registration != "loose" or int(columns["kind_code"][0]) == INSTITUTION:
        return False
    return market.luck.uniform("in name only", key) < market.world.sector.newcomers.nominal


def inspected_yearly(market: MarketState) -> np.ndarray:
    """Which organizations an annual inspection 年检 makes leave when they are idle: under loose rules not those in name only."""
    return ~market.organizations.dormant | (market.policy_state.levers.registration != "loose")


def dormant_columns(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The columns of an organization that exists on paper: no staff, no money, no offers."""
    return columns | {"staff": np.zeros(1), "dormant": np.ones(1, dtype=bool)}
