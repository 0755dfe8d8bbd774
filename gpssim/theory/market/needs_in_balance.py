"""Needs come to a balance at their prevalence, as a chain of two states does, and grow as the city does.

A need ends with 1/L a month, one arises so that a share s is in need in the long run. Of those without need a share
s (1 - (1 - 1/((1 - s) L))^t) is in need t months later, of those in need s + (1 - s) (...)^t. With a growth g the chance of a need
is (1 + g)^k times as high k years after the switch of policy.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market.citizens_stage import steps, unserved
from gpssim.theory.market_lane import Found, as_often
from gpssim.theory.special import special

VERBS = ("update_needs",)
RULES = ("needs.ending_probability", "needs.onset_probability", "needs.grown")
SOURCE = "closed form of a two-state chain"

PREVALENCE, DURATION, MONTHS, GROWTH = 0.5, 4.0, 3, 0.5


def found(seed: int) -> Iterator[Found]:
    """A city half of whose citizens begin in need; one that grows by half each year."""
    market = special(unserved(4000, PREVALENCE, DURATION), seed=seed)
    began = np.arange(4000) % 2 == 0
    market.citizens.columns["need"][:, 0] = began
    steps(market, MONTHS)
    left = (1.0 - 1.0 / ((1.0 - PREVALENCE) * DURATION)) ** MONTHS
    need = market.citizens.need[:, 0]
    yield as_often("in need who began without", PREVALENCE * (1.0 - left), need[~began].sum(), 2000)
    yield as_often("in need who began in need", PREVALENCE + (1.0 - PREVALENCE) * left, need[began].sum(), 2000)
    market = special({**unserved(2000, 0.1, 1.0), "world.city.demand_growth": GROWTH, "warm_up": 0}, seed=seed)
    for years in range(3):
        market.citizens.columns["need"][:] = 0
        market.step()
        chance = 0.1 / 0.9 * (1.0 + GROWTH) ** years
        yield as_often(f"new needs after {years} years of growth", chance, market.citizens.need.sum(), 2000)
        steps(market, 11)


TITLE_ZH = "需求按两状态链趋于其流行率的平衡，并随城市增长"
CHINESE = {
    "in need who began without": "期初无需求者中有需求的比例",
    "in need who began in need": "期初有需求者中仍有需求的比例",
    "new needs after {years} years of growth": "增长 {years} 年后的新增需求",
}
