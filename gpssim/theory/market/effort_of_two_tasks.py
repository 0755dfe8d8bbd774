"""Effort on two tasks meets both first-order conditions, whatever mission, deduction and pay for output ask for.

A provider maximizes ``b'e - e'Ke/2`` with ``K = [[k, d], [d, k]]`` and ``0 <= e <= most``. A unit of its mission rewards both
tasks. What is paid for what acceptance finds rewards them as far as acceptance sees them: ``1 - w + w v`` of the first task and
``w (1 - v)`` of the other, where users' judgment of all quality has the weight ``w`` and ``v`` is the verifiable part. What is
paid is the slope of the pay, and the deduction times the chance of a shortfall at what would be delivered without it. An honest
provider does no less than its part of what its promise takes, if it means it. Quality is ability plus effort plus luck.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.optimize import lsq_linear
from scipy.stats import norm

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, on_average
from gpssim.theory.special import one_domain, special, under, until_contracts

VERBS = ("deliver",)
RULES = ("ability.of_both_tasks", "effort.delivered", "effort.effort_cost", "effort.honest_floor", "effort.quality_effort")
SOURCE = "Holmstrom & Milgrom 1991, JLEO 7: two tasks; quadratic program in a box"

UNIT, V, W, MOST = 100.0, 0.3, 0.4, 1.0
K, D, SLOPE, PENALTY, TOLERANCE = 0.4, 0.15, 0.1, 0.2, 0.25
LUCK, ERROR = 0.16, 0.12
ABILITY = (0.4, -0.3)
MISSION = np.array([0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.0])
HONESTY = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.6, 0.8, 1.0])
PROMISES = np.array([-1.0, 0.5, 0.8, 1.0, 1.3, 1.9])


def found(seed: int) -> Iterator[Found]:
    """The fourth month of some forty contracts, whose promises are set by hand."""
    market = in_force(seed)
    c = market.contracts
    c["promised"][:] = np.resize(PROMISES, len(c))
    c["sincere"][::5] = False
    market.step()
    e = np.array([chosen(market, row) for row in range(len(c))])
    unclear = {"effort on the verifiable task": 0, "effort on the other task": 1}
    for what, task in unclear.items():
        yield exactly(what, e[:, task], (c.effort_verifiable, c.effort_nonverifiable)[task], 1e-7)
    cost = 0.5 * np.einsum("ni,ij,nj->n", e, matrix(), e) * UNIT * c.delivered_places
    yield exactly("cost of effort in a month, yuan", cost, c.month_effort, 1e-3)
    luck = np.array([c.quality_verifiable, c.quality_nonverifiable]) - np.array(ABILITY)[:, None] - e.T
    yield on_average("luck of delivery", 0.0, luck)
    yield on_average("its square", LUCK**2, luck * luck)
    yield exactly("quality", V * c.quality_verifiable + (1.0 - V) * c.quality_nonverifiable, c.quality)


def in_force(seed: int) -> PublicServiceMarket:
    """Contracts in their first month."""
    own = {"effort_cost": K, "effort_substitution": D, "effort_max": MOST, "delivery_noise": LUCK}
    dials: dict[str, Any] = under("world.organizations", **own)
    dials |= {
        "world.domains": one_domain(V, UNIT),
        "world.information.acceptance_noise": ERROR,
        "world.purchasers.project_value": 15_000.0,
    }
    levers = {"incentive": SLOPE, "penalty": PENALTY, "tolerance": TOLERANCE, "users_weight": W}
    market = special({"warm_up": 0, **dials}, "lottery", levers=levers, seed=seed)
    o = market.organizations
    o["mission"][:], o["honesty"][:] = MISSION, HONESTY
    o["ability_verifiable"][:], o["ability_nonverifiable"][:] = ABILITY
    return until_contracts(market)


def matrix() -> np.ndarray:
    """Curvature of the cost of effort."""
    return np.array([[K, D], [D, K]])


def best(rewards: np.ndarray) -> np.ndarray:
    """The program as least squares in a box."""
    root = np.linalg.cholesky(matrix())
    return np.asarray(lsq_linear(root.T, np.linalg.solve(root, rewards), (0.0, MOST), method="bvls", tol=1e-14).x)


def chosen(market: PublicServiceMarket, row: int) -> np.ndarray:
    """Effort of a contract's provider."""
    c = market.contracts
    i, promised = c.organization[row], float(c.promised[row])
    honest, ability = HONESTY[i] * c.sincere[row], np.array(ABILITY)
    kept = np.clip(honest * (promised - ability), 0.0, MOST)
    mission = np.full(2, MISSION[i])
    unasked = max(best(mission)[0], honest * (promised - ability[0]))
    shortfall = norm.cdf((promised - TOLERANCE - ability[0] - unasked) / np.hypot(LUCK, ERROR))
    paid = (SLOPE + PENALTY * shortfall) * float(c.price[row]) / UNIT
    seen = np.array([1.0 - W + W * V, W * (1.0 - V)])
    return np.asarray(np.maximum(best(mission + paid * seen), kept))


TITLE_ZH = "两项任务的努力均满足一阶条件，无论使命、扣款与按产出付费如何要求"
CHINESE = {
    "cost of effort in a month, yuan": "一个月的努力成本（元）",
    "luck of delivery": "服务提供中的运气",
    "its square": "其平方",
    "quality": "质量",
    "effort on the verifiable task": "可核验任务的努力",
    "effort on the other task": "另一项任务的努力",
}
