"""Ceilings of purchases: surveyed cost, the last price, and the purchaser's error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.rules.process import biased
from gpssim.rules.purchasing import ceiling
from gpssim.state import costs
from gpssim.state.line import Line
from gpssim.state.officials import left_of

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def expected_ceiling_at(market: MarketState, purchaser: int, domain: int) -> float:
    """Ceiling before its error, from surveyed cost and the purchaser's last price in the domain."""
    p = market.world.purchasers
    last = market.prices.last_paid.get((purchaser, domain), float("nan"))
    return ceiling(costs.surveyed_cost(market, domain), last, p.ceiling_margin, p.ceiling_ratchet, 0.0, 0.0)


def expected_ceiling(market: MarketState, line: Line) -> float:
    """Ceiling a line can expect."""
    return expected_ceiling_at(market, line.purchaser, line.domain)


def ceiling_of(market: MarketState, line: Line, project: int) -> float:
    """Ceiling of a purchase: surveyed cost and last price, with the purchaser's error (larger in the rush); more after failures."""
    p = market.world.purchasers
    last = line.last_price
    if np.isnan(last):
        last = market.prices.last_paid.get((line.purchaser, line.domain), float("nan"))
    noise = costing_noise(market, line.purchaser, line.rushed)
    normal = market.luck.normal("ceiling", project, line.attempt)
    found = ceiling(costs.surveyed_cost(market, line.domain), last, p.ceiling_margin, p.ceiling_ratchet, noise, normal)
    found *= 1.0 + p.ceiling_raise * line.attempt
    bias = market.world.process.cost_bias
    return biased(found, bias, market.policy_state.levers.checks) if bias else found


def costing_noise(market: MarketState, purchaser: int, rushed: bool) -> float:
    """Error of a purchaser's ceilings: its own, larger in the rush, and that of the step as far as finance does not check it."""
    own = float(market.purchasers.ceiling_noise[purchaser])
    extra = market.world.process.cost_error
    if extra > 0.0:
        own = float(np.hypot(own, extra * (1.0 - market.policy_state.levers.checks)))
    return left_of(market, own) * (1.0 + (market.world.purchasers.rush_error if rushed else 0.0))


def costing_error(market: MarketState, purchaser: int, project: int, rushed: bool) -> float:
    """Error of a first ceiling, relative to what it should be: noise and bias."""
    noise = costing_noise(market, purchaser, rushed) * market.luck.normal("ceiling", project, 0)
    return biased(max(0.1, 1.0 + noise), market.world.process.cost_bias, market.policy_state.levers.checks) - 1.0
