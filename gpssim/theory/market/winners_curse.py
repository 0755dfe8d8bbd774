"""Bidders that take their estimate for the truth lose on what they win; those that correct for it do not.

The log of a cost is ``(1 - w) o + w g`` with an own part ``o`` and one ``g`` that all share, both normal of spread ``s``: costs
have the variance ``v = a + h``, ``a = (1 - w)^2 s^2`` and ``h = w^2 s^2``, of which ``h`` is common to two bidders. A signal adds
an error of variance ``e``; the estimate given the signal has the variance ``v^2 / (v + e)`` in logs and is right on average in
yuan: ``exp(v / 2)`` times the usual cost. Prices are estimates, the lowest of ``n`` wins, and with it the lowest sum of own part
and error. With ``k`` the mean of the highest of ``n`` standard normals the winner's log cost is ``k a / sqrt(a + e)`` below its
mean, its log price ``k v sqrt(a + e) / (v + e)``: the difference is the winner's curse, and whoever corrects for all of it asks
so much more.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.integrate import quad
from scipy.stats import norm

from gpssim.theory.market_lane import Found, exactly, on_average
from gpssim.theory.special import alike, special, tables

VERBS = ("purchase",)
RULES = ("estimating.shared_cost", "estimating.shrinkage", "estimating.estimated_factor", "estimating.winners_curse")
SOURCE = "normal laws: Wilson 1977, Milgrom & Weber 1982, MEMORY; order statistics by quadrature"
UNIT, SPREAD, SHARE, NOISE, BIDDERS = 100.0, 0.3, 0.7, 0.2, 3
OWN, COMMON = ((1.0 - SHARE) * SPREAD) ** 2, (SHARE * SPREAD) ** 2
TOTAL, ERROR = OWN + COMMON, NOISE**2
HIGHEST = BIDDERS * quad(lambda z: z * norm.pdf(z) * norm.cdf(z) ** (BIDDERS - 1), -9.0, 9.0)[0]
DIALS = {
    "world.bidding.family": "markup",
    "world.bidding.markup": 0.0,
    "world.bidding.cost_noise": NOISE,
    "world.organizations.n_initial": BIDDERS,
    "world.organizations.cost_sd": SPREAD,
    "world.organizations.loses_heart": 0.0,
    "world.organizations.staff_median": 900.0,
    "world.purchasers.ceiling_margin": 2.0,
    "world.purchasers.project_value": 3_000.0,
    "warm_up": 0,
}
SETTINGS = {"rule": "lowest_evaluated_price", "low_bid_judgment": 0.0}


def tenders(seed: int, corrected: float, share: float = SHARE) -> pd.DataFrame:
    """Offers of a first month, with logs of costs and prices relative to the usual cost."""
    dials = {**DIALS, "world.bidding.curse_correction": corrected, "world.organizations.common_cost": share}
    market = alike(special(dials, settings=SETTINGS, seed=seed))
    market.step()
    bids = tables(market)["bids"].set_index(["project", "organization"], drop=False)
    return bids.assign(cost=np.log(bids.true_cost / UNIT), asked=np.log(bids.price / UNIT))


def found(seed: int) -> Iterator[Found]:
    """The same tenders among bidders who correct nothing and who correct all, and with costs that are all own or all common."""
    naive, wise, own, common = tenders(seed, 0.0), tenders(seed, 1.0), tenders(seed, 0.0, 0.0), tenders(seed, 0.0, 1.0)
    parts = ((1.0 - SHARE) * own.cost + SHARE * common.cost - naive.cost).dropna()  # whose estimate is above a ceiling is not there
    yield exactly("log cost beside its parts", 0.0, parts, 1e-9)
    yield exactly("offers that are there", len(naive), len(parts), 5)
    first, second = (naive[naive.organization == row].set_index("project", drop=False) for row in (0, 1))
    yield on_average("variance of log costs in a tender", OWN, naive.groupby(level="project").cost.var())
    yield on_average("variance of log cost", TOTAL, first.cost**2)
    yield on_average("covariance of two bidders' costs", COMMON, first.cost * second.cost)
    yield on_average("price, yuan", UNIT * np.exp(TOTAL / 2.0), first.price)
    middle = TOTAL / 2.0 * ERROR / (TOTAL + ERROR)
    yield on_average("variance of log price", TOTAL**2 / (TOTAL + ERROR), (first.asked - middle) ** 2)
    spread = float(np.sqrt(OWN + ERROR))
    true, asked = -HIGHEST * OWN / spread, middle - HIGHEST * TOTAL * spread / (TOTAL + ERROR)
    yield exactly("log of the correction", true - asked + middle, (wise.asked - naive.asked).dropna(), 1e-6)
    won, won_wisely = naive[naive.won], wise[wise.won]
    yield on_average("log cost of winners beside what they ask", true - asked, won.cost - won.asked)
    yield on_average("the same where all is corrected", -middle, won_wisely.cost - won_wisely.asked)
    yield exactly("who wins, corrected or not", won.organization, won_wisely.organization)


TITLE_ZH = "把估计当作真值的投标者在中标时亏损（赢者诅咒），作修正者则不亏"
CHINESE = {
    "log cost beside its parts": "对数成本与其各部分",
    "offers that are there": "现有投标",
    "variance of log costs in a tender": "同一招标内对数成本的方差",
    "variance of log cost": "对数成本的方差",
    "covariance of two bidders' costs": "两个投标者成本的协方差",
    "price, yuan": "价格（元）",
    "variance of log price": "对数价格的方差",
    "log of the correction": "修正值的对数",
    "log cost of winners beside what they ask": "中标者的对数成本与其报价",
    "the same where all is corrected": "同上，全部修正",
    "who wins, corrected or not": "中标者，修正与否相同",
}
