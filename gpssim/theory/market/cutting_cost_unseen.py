"""Cost is cut out of sight up to what the part kept pays for, less what conscience holds back; who loses money cuts more.

A contractor that keeps a part ``s`` of what it saves, and bears itself the harm ``r`` of a unit cut, cuts ``e`` with
``s e - e^2 / (2 k) - r e`` highest; an honest one does without its part of the cut. ``k`` is what a third party cannot see. Half
of a loss that is left then is made good by further cuts, as far as it is kept and unseen, up to ``k``. Each unit cut takes
``harm`` units off the quality that nobody verifies, saves its cost, and is worth an effort of ``e^2 / (2 k)``.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.optimize import minimize_scalar

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, under, until_contracts

VERBS = ("deliver",)
RULES = ("anticipation.forced_cut", "anticipation.saving_effort", "anticipation.saving_strain", "effort.delivered")
SOURCE = "Hart, Shleifer & Vishny 1997; McAfee & McMillan 1986; Decarolis 2014: the cut found by maximizing what a contractor gains"

UNIT, V, K, SHARED = 100.0, 0.5, 0.22, 0.25
MOST, HARM, VISIBLE, CONSCIENCE, PRESSURE = 0.4, 2.0, 0.8, 0.75, 0.5
MISSION = np.array([0.0, 0.05, 0.1, 0.2, 0.4, 0.9, 0.0, 0.1])
HONESTY = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.6, 0.9])
COST = np.array([0.8, 1.0, 1.1, 1.3, 2.5])


def found(seed: int) -> Iterator[Found]:
    """The second month of contracts whose provider's cost at signing is set by hand."""
    market = in_force(seed)
    c, o = market.contracts, market.organizations
    c["unit_cost"][:] = c.price * np.resize(COST, len(c))
    market.step()
    cut = np.array([cuts(market, row) for row in range(len(c))])
    lost = o.ability_nonverifiable[c.organization] + c.effort_nonverifiable - c.quality_nonverifiable
    yield exactly("quality nobody verifies that is lost", HARM * cut, lost, 1e-6)
    yield exactly("quality of the verifiable task that is lost", 0.0, c.effort_verifiable - c.quality_verifiable)
    strain = np.square(cut) / (2.0 * unseen() * MOST) * UNIT * c.delivered_places
    yield exactly("what the cut costs in effort, yuan a month", strain, c.month_strain, 1e-2)
    true = np.array([unit_cost(market, row) for row in range(len(c))])
    yield exactly("cost of the month, yuan", (true - cut * UNIT) * c.delivered_places, c.month_cost, 1e-2)
    mission = MISSION[c.organization]
    worked = np.square(mission) / (2.0 * K) * 2.0 * UNIT * c.delivered_places
    yield exactly("effort on quality, yuan a month", worked, c.month_effort - c.month_strain, 1e-6)


def in_force(seed: int) -> PublicServiceMarket:
    """Contracts in their first month."""
    conduct = {
        "cost_effort": MOST,
        "cost_damage": HARM,
        "cost_visible": VISIBLE,
        "cost_conscience": CONSCIENCE,
        "cost_pressure": PRESSURE,
    }
    dials = under("world.conduct", **conduct)
    dials |= {"world.organizations.effort_cost": K, "world.purchasers.project_value": 15_000.0}
    market = special({"warm_up": 0, **dials}, "lottery", levers={"cost_share": SHARED, "penalty": 0.0}, seed=seed)
    o = market.organizations
    o["mission"][:], o["honesty"][:] = MISSION, HONESTY
    until_contracts(market)
    market.contracts["promised"][:] = -1.0
    return market


def unseen() -> float:
    """Part of a service's cost that no third party sees."""
    return 1.0 - VISIBLE * V


def unit_cost(market: PublicServiceMarket, row: int) -> float:
    """What a place costs its provider: its wage, and the luck of the project."""
    o, p = market.organizations, market.world.organizations
    wage = float(o.wage[market.contracts.organization[row]]) / p.wage
    return UNIT * (1.0 + p.wage_share * (wage - 1.0)) * float(market.contracts.project_cost_type[row])


def cuts(market: PublicServiceMarket, row: int) -> float:
    """The cut of a contract's provider, share of unit cost."""
    c, most, kept = market.contracts, MOST * unseen(), 1.0 - SHARED
    i = c.organization[row]
    own = CONSCIENCE * HARM * MISSION[i]
    best = minimize_scalar(
        lambda e: e * e / (2.0 * most) - (kept - own) * e, bounds=(0.0, most), method="bounded", options={"xatol": 1e-11}
    )
    meant = (best.x if kept > own else 0.0) * (1.0 - CONSCIENCE * HONESTY[i])
    loss = float(c.unit_cost[row] - c.price[row]) / UNIT - meant
    return float(np.clip(meant + PRESSURE * kept * unseen() * max(0.0, loss), 0.0, most))


TITLE_ZH = "降本在看不见处进行，止于留存部分所值，并受良知约束；亏损者降得更多"
CHINESE = {
    "quality nobody verifies that is lost": "损失的不可核验质量",
    "quality of the verifiable task that is lost": "损失的可核验任务质量",
    "what the cut costs in effort, yuan a month": "降本所费的努力（元/月）",
    "cost of the month, yuan": "当月成本（元）",
    "effort on quality, yuan a month": "提升质量的努力（元/月）",
}
