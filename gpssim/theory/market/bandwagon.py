"""Contracting out spreads as thresholds say: one by one where they follow each other, and not at all past a missing one.

Granovetter's crowd: of n purchasers the k-th needs to see k others. Everybody looks every month and at all, so that one more
adopts each month; take away whoever needs one other, and it stops at the first. Seen by neighbors in a ring only, one adopter
becomes a front that moves a district a month both ways. Alone with their taste for doing it themselves (bias ``b``) and what they
believe results to be worth (``e`` times the advantage ``g``) the part ``Phi((e g - b - m) / s)`` of purchasers adopts at normal
thresholds, and of those who would, the part ``1 - (1 - v)^t`` has looked by month t. Thresholds and beliefs are set by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.special import ndtr

from gpssim import registry
from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, as_often, exactly
from gpssim.theory.special import special, under

VERBS = ("look_around",)
RULES = ("adoption.adopters_seen", "adoption.adopts", "adoption.pressure")
SOURCE = "Granovetter 1978; Berry & Berry 1990 (closed forms of their models)"

N, BIAS, EVIDENCE, MEAN, SD, REVIEW = 12, 0.2, 0.5, 0.3, 0.4, 0.15


def looking(seed: int, n: int, **officials: float) -> PublicServiceMarket:
    """Purchasers without money, none of whom has adopted; the first month, in which all thresholds are drawn, is over."""
    usual = {"diffusion": True, "adoption_mean": 2.0, "adoption_sd": 0.0, "review": 1.0, "neighbors_weight": 0.0}
    dials = under("world.officials", **{**usual, **officials})
    city = {"world.city.n_districts": n, "world.city.n_citizens": 5 * n, "world.purchasers.appropriation_per_head": 0.0}
    market = special({**city, **dials, "warm_up": 0, "months": 40, "world.organizations.n_initial": 3}, seed=seed)
    market.step()
    return market


def adopters(market: PublicServiceMarket, months: int) -> list[int]:
    """How many have adopted, month by month."""
    counted = []
    for _ in range(months):
        market.step()
        counted.append(int(market.purchasers.adopted.sum()))
    return counted


def found(seed: int) -> Iterator[Found]:
    """A bandwagon, one that stops, a front in a ring; purchasers alone, at once and one by one."""
    market = looking(seed, N)
    market.purchasers["adoption_threshold"][:] = (np.arange(N)[::-1] - 0.5) / (N - 1)
    yield exactly("adopters, one more a month", np.minimum(N, 1 + np.arange(N + 2)), adopters(market, N + 2))
    market = looking(seed, N)
    market.purchasers["adoption_threshold"][:] = np.where(np.arange(N) == 1, 2, np.arange(N) - 0.1) / (N - 1)
    yield exactly("adopters without the second", 1, adopters(market, 6))
    market = looking(seed, N, neighbors_weight=1.0)
    market.purchasers["adoption_threshold"][:] = np.where(np.arange(N) == 4, 0.0, 0.45)
    yield exactly("adopters in a ring", np.minimum(N, 1 + 2 * np.arange(8)), adopters(market, 8))
    yield from alone(seed)


def alone(seed: int) -> Iterator[Found]:
    """Hundreds of purchasers who look at nobody: what they believe of results, against their bias."""
    n = 150
    taste = {"imitation": 0.0, "inhouse_bias": BIAS, "evidence": EVIDENCE, "adoption_mean": MEAN, "adoption_sd": SD}
    market = looking(seed, n, **taste)
    yield as_often("adopt before there are results", float(ndtr((-BIAS - MEAN) / SD)), market.purchasers.adopted.sum(), n)
    p, place = market.purchasers, market.mechanism_names.index(registry.in_house())
    p["worth"][:, place], p["n_results"][:, place] = 0.1, 1.0
    p["worth"][:, place - 1], p["n_results"][:, place - 1] = 0.9, 1.0
    p["worth"][:, place - 2], p["n_results"][:, place - 2] = 0.5, 3.0
    market.step()
    pull = EVIDENCE * (0.6 - 0.1) - BIAS  # the mean of 0.9 and three times 0.5, against 0.1 in house
    yield as_often("adopt when there are", float(ndtr((pull - MEAN) / SD)), p.adopted.sum(), n)
    would = p.adoption_threshold <= pull
    yield exactly("those whose threshold is reached", would, p.adopted)
    market = looking(seed, n, review=REVIEW, adoption_mean=-2.0)
    counted = [int(market.purchasers.adopted.sum()), *adopters(market, 5)]
    for t in (1, 6):
        yield as_often(f"have looked after {t} months", 1.0 - (1.0 - REVIEW) ** t, counted[t - 1], n)


TITLE_ZH = "政府购买按采纳阈值扩散：阈值相继则逐个采纳，缺一环则止步"
CHINESE = {
    "adopters, one more a month": "采纳者数，每月增加一个",
    "adopters without the second": "缺少第二个时的采纳者数",
    "adopters in a ring": "环形相邻时的采纳者数",
    "adopt before there are results": "尚无成效时采纳的比例",
    "adopt when there are": "已有成效时采纳的比例",
    "those whose threshold is reached": "达到阈值者",
    "have looked after {t} months": "{t} 个月后已考察过的比例",
}
