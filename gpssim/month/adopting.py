"""Purchasers that provide in house look around and adopt contracting out, one by one 政策扩散."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gpssim.month.officials import left_of
from gpssim.month.portfolio import IN_HOUSE
from gpssim.rules.adoption import adopters_seen, adopts, pressure

if TYPE_CHECKING:
    from gpssim.model import PublicServiceMarket


def look_around(model: PublicServiceMarket) -> None:
    """Those that have not adopted and consider it this month adopt if what they see reaches their threshold.

    All look at the state at the beginning of the month. Nobody has adopted when the run begins.
    """
    officials, p = model.world.officials, model.purchasers
    if not officials.diffusion:
        return
    if model.month == 0:
        p["adopted"][:] = False
        luck = model.luck.normals("adoption threshold", p.number)
        p["adoption_threshold"][:] = officials.adoption_mean + officials.adoption_sd * luck
    seen = adopters_seen(p.adopted, neighbors(model), officials.neighbors_weight)
    felt = pressure(seen, advantage(model), inhouse_bias(model), officials.imitation, officials.evidence)
    considers = model.luck.at(model.month).uniforms("looking around", p.number) < officials.review
    p["adopted"][:] |= considers & adopts(felt, p.adoption_threshold)


def neighbors(model: PublicServiceMarket) -> np.ndarray:
    """Who is whose neighbor, bool (n, n): districts with numbers next to each other, in a ring; the bureau is everybody's."""
    number, bureau = model.purchasers.number.astype(np.int64), model.purchasers.bureau
    n = max(1, int((~bureau).sum()))
    apart = np.abs(number[:, None] - number[None, :]) % n
    near = ((apart == 1) | (apart == n - 1)) & ~bureau[:, None] & ~bureau[None, :]
    near |= bureau[:, None] | bureau[None, :]
    np.fill_diagonal(near, False)
    return near


def advantage(model: PublicServiceMarket) -> np.ndarray:
    """How much better than in house each purchaser believes contracting out to be, unit costs, shape (n_purchasers,).

    Beliefs about mechanisms are weighted by the results behind them; where one side has no results, nothing speaks either way.
    """
    p, place = model.purchasers, model.mechanism_names.index(IN_HOUSE)
    weight = p.n_results.copy()
    weight[:, place] = 0.0
    total = weight.sum(axis=1)
    bought = np.divide((p.worth * weight).sum(axis=1), total, out=np.zeros(total.shape), where=total > 0.0)
    compared = (total > 0.0) & (p.n_results[:, place] > 0.0)
    return np.where(compared, bought - p.worth[:, place], 0.0)


def inhouse_bias(model: PublicServiceMarket) -> float:
    """What doing it themselves is worth to officials now, in unit costs: training takes away part of it."""
    return left_of(model, model.world.officials.inhouse_bias)


def risk_aversion(model: PublicServiceMarket, purchaser: int) -> float:
    """A purchaser's risk aversion now, more while it remembers a scandal."""
    officials = model.world.officials
    recent = int(model.purchasers.scandal_until[purchaser]) > model.month
    return officials.risk_aversion + officials.scandal * recent
