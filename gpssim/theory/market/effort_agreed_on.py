"""Effort that contracts agree on is best for society: worth of quality over worth of money equals marginal cost.

A unit of quality is worth ``p`` unit costs; money spent on it is worth what it does elsewhere: what a place and the waiting that
it ends are worth where the appropriation is given, what a yuan costs to raise where the volume is. The first-order conditions are
``K e = (p / m) (v, 1 - v)`` with ``K = [[k, d], [d, k]]``; cost of effort is then half the reward times effort.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import one_domain, special, under, until_contracts

VERBS = ("deliver",)
RULES = ("effort.effort_cost", "effort.quality_effort", "effort.social_rewards")
SOURCE = "first best of Holmstrom & Milgrom 1991 under a given appropriation; first-order condition of a planner"

UNIT, V, K, D, WORTH, SERVICE, WAITING, BURDEN = 100.0, 0.35, 0.3, 0.05, 0.5, 1.5, 0.2, 0.3


def found(seed: int) -> Iterator[Found]:
    """A month with the appropriation given, and one with the volume given."""
    for closure, money in (("appropriation", SERVICE + WAITING), ("volume", 1.0 + BURDEN)):
        scales = {"quality_price": WORTH, "service_value": SERVICE, "waiting_price": WAITING, "excess_burden": BURDEN}
        dials: dict[str, Any] = under("world.scales", **scales)
        dials |= {"world.organizations.effort_cost": K, "world.organizations.effort_substitution": D}
        dials |= {"warm_up": 0, "world.domains": one_domain(V, UNIT), "world.frictions.moral_hazard": False}
        market = special(dials, levers={"closure": closure, "penalty": 1.0}, seed=seed)
        until_contracts(market)
        c, rewards = market.contracts, WORTH / money * np.array([V, 1.0 - V])
        e1, e2 = np.linalg.solve(np.array([[K, D], [D, K]]), rewards)
        yield exactly(f"effort on the verifiable task, {closure} given", e1, c.effort_verifiable)
        yield exactly(f"effort on the other task, {closure} given", e2, c.effort_nonverifiable)
        spent = 0.5 * float(rewards @ (e1, e2)) * UNIT * c.delivered_places
        yield exactly(f"cost of effort, yuan a month, {closure} given", spent, c.month_effort, 1e-6)


TITLE_ZH = "合同约定的努力对社会最优：质量价值与资金价值之比等于边际成本"
CHINESE = {
    "effort on the verifiable task, {closure} given": "可核验任务的努力，给定{closure}",
    "effort on the other task, {closure} given": "另一项任务的努力，给定{closure}",
    "cost of effort, yuan a month, {closure} given": "努力成本（元/月），给定{closure}",
    "appropriation": "拨款",
    "volume": "购买量",
}
