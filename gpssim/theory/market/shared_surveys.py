"""Purchasers who compare surveys of the same people keep the mean of their errors and lose a part of what sets them apart.

With independent log errors ``a`` and ``b`` of a district's own purchaser and the bureau, coordination ``x`` leaves the mean ``(a
+ b) / 2`` and ``1 - x`` of the difference ``a - b``. At full coordination both see the mean: the variance is half of that of one
survey where both are equally good.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, on_average
from gpssim.theory.special import special

VERBS = ("plan",)
RULES = ("process.pooled",)
SOURCE = "mean of independent errors"

NOISE, N = 0.4, 60


def found(seed: int) -> Iterator[Found]:
    """Sixty districts and a bureau that all survey equally well."""
    alone = _errors(seed, 0.0)
    yield on_average("variance of one survey", NOISE**2, alone[0] ** 2)
    for x in (0.5, 1.0):
        shared = _errors(seed, x)
        yield exactly(f"coordination {x:g}: mean", alone.mean(axis=0), shared.mean(axis=0), 1e-9)
        yield exactly("  difference that is left", (1.0 - x) * np.diff(alone, axis=0), np.diff(shared, axis=0), 1e-9)
    yield on_average("variance of the mean of two", 0.5 * NOISE**2, _errors(seed, 1.0)[0] ** 2)


def _errors(seed: int, coordination: float) -> np.ndarray:
    """Log errors of a district's purchaser and of the bureau, (2, districts)."""
    dials = {
        "warm_up": 0,
        "world.city.n_citizens": 1800,
        "world.city.residents": 18_000,
        "world.city.n_districts": N,
        "world.organizations.n_initial": 3,
        "world.purchasers.bureau_share": 0.5,
        "world.purchasers.survey_noise": NOISE,
        "world.purchasers.survey_participation": 0.0,
        "world.purchasers.survey_embeddedness": 0.0,
    }
    market: PublicServiceMarket = special(dials, levers={"coordination": coordination}, seed=seed)
    market.purchasers["survey_noise"][:] = NOISE
    market.run(1)
    surveyed = market.surveyed_need[:, :, 0]
    need = np.maximum(market.true_need[:, 0], market.world.residents_per_citizen)
    return np.asarray(np.log(np.stack([np.diag(surveyed[:N]), surveyed[N]]) / need))


TITLE_ZH = "对同一人群的调查互相比对的购买主体保留误差均值，并消除部分差异"
CHINESE = {
    "variance of one survey": "单次调查的方差",
    "variance of the mean of two": "两次调查均值的方差",
    "coordination {x}: mean": "协作程度 {x}：均值",
    "difference that is left": "剩余的差异",
}
