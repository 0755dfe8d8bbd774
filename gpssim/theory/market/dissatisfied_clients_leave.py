"""Dissatisfied clients who may choose leave at their rate and choose again, so that the bad provider's share shrinks geometrically.

Of k like providers one is bad: its share among clients who began by lot is (1/k) (1 - s (k - 1) / k)^t after t months, for who
leaves it (chance s a month) comes back by lot. Clients of the others stay (exit: Hirschman 1970).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market.citizens_stage import begin_anew, in_service, stage
from gpssim.theory.market_lane import Found, as_often, exactly

VERBS = ("serve_citizens",)
RULES = ("choice.leaves",)
SOURCE = "closed form of a two-state chain (switching: Hirschman 1970, MEMORY)"

SWITCHING, MONTHS, N, K = 0.3, 5, 1500, 3


def found(seed: int) -> Iterator[Found]:
    """Three providers with room for all, whom people like alike beforehand; the first disappoints."""
    own = {"switching": SWITCHING, "choice_quality": 0.0, "aspiration": 0.0}
    dials = stage(N, 0.9, **{f"world.citizens.{k}": v for k, v in own.items()}, **{"world.organizations.n_initial": K})
    market = in_service(dials, "citizen_voucher", quality=1.0, seed=seed)
    for name in ("ability_verifiable", "ability_nonverifiable"):
        market.organizations[name][0] = -1.0
    market.citizens.columns["satisfaction"][:] = 0.5
    begin_anew(market, float(N))
    market.step()
    first = provider(market)
    served = first >= 0
    yield as_often("share of the bad provider at first", 1.0 / K, (first[served] == 0).sum(), served.sum())
    still = served.copy()
    for _ in range(MONTHS):
        market.step()
        still &= market.citizens.need[:, 0] == 1
    now = provider(market)
    left = (1.0 - SWITCHING * (K - 1) / K) ** MONTHS / K
    yield as_often("share of the bad provider after months", left, (now[still] == 0).sum(), still.sum())
    content = still & (first > 0)
    yield exactly("clients of the good who went anywhere else", first[content], now[content])


def provider(market: PublicServiceMarket) -> np.ndarray:
    """Who serves each citizen, -1 for nobody."""
    contract = market.citizens.contract[:, 0]
    return np.where(contract >= 0, market.contracts.organization[contract], -1)


TITLE_ZH = "可选择的不满服务对象按退出率离开并重新选择，劣质承接主体的份额按几何级数缩小"
CHINESE = {
    "share of the bad provider at first": "劣质承接主体的期初份额",
    "share of the bad provider after months": "劣质承接主体数月后的份额",
    "clients of the good who went anywhere else": "优质承接主体的服务对象转往他处者",
}
