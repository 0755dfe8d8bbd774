"""What officials understand, believe and dare, and how they listen to users."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim import registry
from gpssim.rules.participating import users_share
from gpssim.rules.process import mended

if TYPE_CHECKING:
    from gpssim.state.market_state import MarketState


def left_of(market: MarketState, error: float) -> float:
    """What is left of an error that officials make, with what they understand by now."""
    if market.understanding == 0.0:
        return error
    return mended(error, market.world.process.training_effect, market.understanding)


def survey_noise(market: MarketState) -> np.ndarray:
    """Log error of purchasers' surveys without participation: competence, misjudged design, less what they understand."""
    noise = market.purchasers.survey_noise
    extra = market.world.process.need_error
    if extra > 0.0:
        noise = np.hypot(noise, extra)
    return noise if market.understanding == 0.0 else noise * left_of(market, 1.0)


def told_of(market: MarketState, luck: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Which purchasers learn of evaluations: those ``told`` already (n, n_purchasers), and all as far as they share records."""
    coordination = market.policy_state.levers.coordination
    if coordination <= 0.0:
        return told
    return np.asarray(told | (market.luck.uniforms("shared record", luck) < coordination)[:, None])


def advantage(market: MarketState) -> np.ndarray:
    """How much better than in house each purchaser believes contracting out to be, unit costs, shape (n_purchasers,).

    Beliefs about mechanisms are weighted by the results behind them; where one side has no results, nothing speaks either way.
    """
    p, place = market.purchasers, market.mechanism_names.index(registry.in_house())
    weight = p.n_results.copy()
    weight[:, place] = 0.0
    total = weight.sum(axis=1)
    bought = np.divide((p.worth * weight).sum(axis=1), total, out=np.zeros(total.shape), where=total > 0.0)
    compared = (total > 0.0) & (p.n_results[:, place] > 0.0)
    return np.where(compared, bought - p.worth[:, place], 0.0)


def inhouse_bias(market: MarketState) -> float:
    """What doing it themselves is worth to officials now, in unit costs: training takes away part of it."""
    return left_of(market, market.world.officials.inhouse_bias)


def risk_aversion(market: MarketState, purchaser: int) -> float:
    """A purchaser's risk aversion now, more while it remembers a scandal."""
    officials = market.world.officials
    recent = int(market.purchasers.scandal_until[purchaser]) > market.month
    return officials.risk_aversion + officials.scandal * recent


def users_weight(market: MarketState) -> float:
    """Weight of users' judgment at acceptance."""
    return users_share(market.world.information.acceptance_voice, market.policy_state.levers.users_weight)


def nominated_bias(market: MarketState) -> float:
    """Bias of users' judgment at acceptance, latent: only among those whom the provider named."""
    return market.world.information.nominated_bias * (1.0 - market.policy_state.levers.users_at_acceptance)
