"""What makes and unmakes the quality of contracts in force, and how providers report it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules import anticipation
from gpssim.rules.charging import equipment_gain
from gpssim.rules.process import misfit
from gpssim.rules.reaching import reluctance
from gpssim.state.domains import unit_costs_declared, verifiabilities
from gpssim.state.officials import left_of
from gpssim.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from gpssim.state.line import Line
    from gpssim.state.market_state import MarketState


def verifiability(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """Verifiable part of quality of contracts."""
    return verifiabilities(market)[market.contracts.domain[rows]]


def report_bias(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """What providers add in their own reports, latent: the bias, twice for the dishonest, not at all for the honest."""
    honesty = market.organizations.honesty[market.contracts.organization[rows]]
    return 2.0 * market.world.information.report_bias * (1.0 - honesty)


def equipment(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """Equipment of some contracts in years of usual cost of their places, shape of ``rows``."""
    c = market.contracts
    unit = unit_costs_declared(market)[c.domain[rows]]
    return np.asarray(c.invested[rows] / np.maximum(c.places[rows] * unit * MONTHS_PER_YEAR, 1e-9))


def better_by_equipment(market: MarketState, rows: np.ndarray) -> np.ndarray | float:
    """Quality that equipment adds, latent; 0 where nobody has any."""
    if not market.contracts.invested[rows].any():
        return 0.0
    return equipment_gain(equipment(market, rows), market.world.fees.equipment_quality)


def roomier_by_equipment(market: MarketState, rows: np.ndarray) -> np.ndarray | float:
    """Factor on the places that staff can serve; 1 where nobody has equipment."""
    if not market.contracts.invested[rows].any():
        return 1.0
    return 1.0 + equipment_gain(equipment(market, rows), market.world.fees.equipment_capacity)


def harm(market: MarketState, rows: np.ndarray, cut: np.ndarray) -> np.ndarray:
    """Non-verifiable quality lost by shirking and by what is ``cut`` of cost out of sight, latent, shape of ``rows``."""
    c, conduct = market.contracts, market.world.conduct
    passed = market.world.violations.passing_on_harm * c.passed_on[rows]
    return conduct.shirk_harm * c.shirks[rows] + conduct.cost_damage * cut + passed


def cutting(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """Cost cut out of sight, share of unit cost: what its provider keeps against what restrains it, more where it loses money."""
    c, conduct = market.contracts, market.world.conduct
    kept = c.residual_claim[rows] * (1.0 - c.cost_share[rows])
    most = productivity(market, rows)
    restraint = conduct.cost_conscience * conduct.cost_damage * c.unseen_reward[rows]
    honesty = conduct.cost_conscience * market.organizations.honesty[c.organization[rows]] * c.sincere[rows]
    cut = anticipation.saving_effort(kept, most, restraint, honesty)
    if conduct.cost_pressure <= 0.0:
        return cut
    loss = (c.unit_cost[rows] - c.price[rows] + c.investment[rows]) / unit_costs_declared(market)[c.domain[rows]] - cut
    return anticipation.forced_cut(
        cut, loss, conduct.cost_pressure * kept * seen_by_nobody(market, verifiability(market, rows)), most
    )


def productivity(market: MarketState, rows: np.ndarray) -> np.ndarray:
    """Most cost that providers cut on contracts, share of unit cost; nothing where effort is agreed on and enforced."""
    open_ = seen_by_nobody(market, verifiability(market, rows)) * ~market.contracts.effort_agreed[rows]
    return np.asarray(market.world.conduct.cost_effort * open_)


def seen_by_nobody(market: MarketState, verifiable: np.ndarray | float) -> np.ndarray | float:
    """Part of a service's cost that can be cut without a third party seeing it, in [0, 1], by verifiability of its quality."""
    return 1.0 - market.world.conduct.cost_visible * verifiable


def cost_cut(market: MarketState, rows: np.ndarray, cut: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cost saved by shirking and by effort (``cut``), and what that effort costs, shares of unit cost."""
    strain = anticipation.saving_strain(cut, productivity(market, rows))
    saved = shirk_saving(market, rows) * market.contracts.shirks[rows] + cut
    saved = saved + market.world.violations.passing_on_saving * market.contracts.passed_on[rows]
    return saved, strain


def shirk_saving(market: MarketState, rows: np.ndarray) -> np.ndarray | float:
    """What shirking saves on contracts, share of unit cost: differs between them (log-normal with the declared mean)."""
    conduct = market.world.conduct
    if conduct.shirk_spread <= 0.0:
        return conduct.shirk_saving
    z = market.luck.normals("what shirking saves", market.contracts.luck[rows])
    return conduct.shirk_saving * np.exp(conduct.shirk_spread * z - 0.5 * conduct.shirk_spread**2)


def fit(market: MarketState, organizations: np.ndarray) -> np.ndarray | float:
    """Non-verifiable quality that autonomy adds, latent, by contract."""
    gain = market.world.sector.capture.fit
    return gain * (market.organizations.autonomy[organizations] - market.world.organizations.autonomy) if gain else 0.0


def misfit_now(market: MarketState, line: Line) -> float:
    """Latent units by which a contract signed now misses what citizens need."""
    years = (market.month - line.standard_month) / MONTHS_PER_YEAR
    drift = market.world.process.standard_drift * market.frictions.misjudged_need
    return misfit(line.standard_error, years, drift)


def standard_error(market: MarketState, key: int) -> float:
    """How far a project's standard misses what citizens need: less with coordination and understanding."""
    p = market.world.process
    if p.standard_error <= 0.0 or not market.frictions.misjudged_need:
        return 0.0
    spread = left_of(market, p.standard_error) * (1.0 - market.policy_state.levers.coordination)
    return spread * market.luck.normal("standard", key)


def reluctances(market: MarketState) -> np.ndarray:
    """How far each contract's provider selects against costly clients, in [0, 1]."""
    c, resists = market.contracts, market.world.society.reach.mission_resists
    if resists <= 0.0:
        return np.ones(len(c))
    return reluctance(market.organizations.mission[c.organization], market.world.organizations.mission_mean, resists)
