"""Who is judged by published evaluations works for later prices: the stationary reward of career concerns, on both tasks as seen.

Belief about a provider follows its evaluations with the stationary gain ``K`` of learning against drift; a unit of quality today
then adds ``mu (d K + d^2 K (1 - K) + ...) = mu d K / (1 - d (1 - K))`` to later prices, discounted by ``d`` a cycle. The
evaluation sees the first task, and with the weight of users' judgment all quality; effort on each task is its reward over the
curvature of its cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, until_contracts

VERBS = ("deliver",)
RULES = ("career.reputation_reward", "career.settled_variance", "effort.quality_effort")
SOURCE = "Holmstrom 1999, REStud 66: career concerns in the stationary state"

NOISE, DRIFT, YEARLY, RESPONSE, PUBLISHED, W, K, V = 0.3, 0.002, 0.9, 0.5, 0.8, 0.25, 0.4, 0.5


def found(seed: int) -> Iterator[Found]:
    """Contracts in cycles of one and of two years, in the month in which they begin."""
    for years in (1, 2):
        dials = {"warm_up": 0, "world.conduct.price_response": RESPONSE, "world.bidding.discount": YEARLY}
        dials |= {
            "world.information.acceptance_noise": NOISE,
            "world.information.drift": DRIFT,
            "world.organizations.effort_cost": K,
        }
        levers = {"tender_cycle_years": years, "disclosure": PUBLISHED, "users_weight": W, "penalty": 0.0}
        market = special(dials, "lottery", levers=levers, seed=seed)
        market.organizations["honesty"][:] = 0.0
        until_contracts(market)
        reward, c = later_prices(years), market.contracts
        yield exactly(f"effort on the first task, {years}-year cycles", reward * (1.0 - W + W * V) / K, c.effort_verifiable, 1e-9)
        yield exactly(f"effort on the other task, {years}-year cycles", reward * W * (1.0 - V) / K, c.effort_nonverifiable, 1e-9)


def later_prices(years: int) -> float:
    """The reward, by the positive root of the stationary filter: ``P^2 = q P + q s^2`` before a signal."""
    q, s2, d = DRIFT * 12.0 * years, NOISE * NOISE, YEARLY**years
    before = 0.5 * (q + sqrt(q * q + 4.0 * q * s2))
    gain = before / (before + s2)
    return RESPONSE * PUBLISHED * d * gain / (1.0 - d * (1.0 - gain))


TITLE_ZH = "由公开评价来判断者为日后价格而努力：职业声望激励的平稳报酬，分别作用于两项任务的可见部分"
CHINESE = {
    "effort on the first task, {years}-year cycles": "第一项任务的努力，周期 {years} 年",
    "effort on the other task, {years}-year cycles": "另一项任务的努力，周期 {years} 年",
}
