"""Who is paid the second-lowest offer bids its cost; the cheapest works, and the public pays the mean second-lowest cost.

Vickrey 1961. With ``n`` independent costs of distribution ``F`` the second lowest has mean
``n (n - 1) int x F(x) (1 - F(x))^(n - 2) f(x) dx``; here ``F`` is log-normal with median 100. Who is alone is paid the ceiling.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.integrate import quad
from scipy.stats import lognorm

from gpssim.theory.market.openings import Opened, opened
from gpssim.theory.market_lane import Found, as_often, exactly, on_average

VERBS = ("purchase",)
RULES = ("scoring.second_lowest", "scoring.ranking")
SOURCE = "Vickrey 1961; mean of an order statistic"

N, SPREAD = 8, 0.12
TERMS = {"rule": "lowest_evaluated_price", "payment": "threshold", "n_min": 1}


def found(seed: int) -> Iterator[Found]:
    """A month of such tenders among all, and one in which a fifth hears of each."""
    after = _tenders(seed)
    groups = after.groups()
    costs = [np.sort(g.true_cost.to_numpy()) for g in groups]
    yield exactly("everybody asks its cost", after.offers.true_cost, after.offers.price)
    yield exactly(
        "the cheapest works", [g.organization.iloc[int(g.true_cost.argmin())] for g in groups], [g.winner.iloc[0] for g in groups]
    )
    paid = np.array([g.winning_price.iloc[0] for g in groups])
    yield exactly("paid is the second-lowest cost", [c[1] for c in costs], paid, 1e-9)
    yield on_average("mean paid", _mean_second(N), paid)
    few = _tenders(seed, {"world.bidding.attention": 0.2, "world.bidding.notices_add_up": False})
    first = few.projects[few.projects.attempt == 0]
    yield as_often("one in five hears: nobody offers", 0.8**N, int((first.n_bids == 0).sum()), len(first))
    alone = few.projects[few.projects.n_valid_bids == 1]
    yield exactly("who is alone is paid the ceiling", alone.ceiling, alone.winning_price, 1e-9)


def _tenders(seed: int, dials: dict[str, object] | None = None) -> Opened:
    return opened({"world.bidding.markup": 0.0, **(dials or {})}, settings=TERMS, seed=seed)


def _mean_second(n: int) -> float:
    law = lognorm(SPREAD, scale=100.0)
    return float(quad(lambda x: n * (n - 1) * x * law.cdf(x) * law.sf(x) ** (n - 2) * law.pdf(x), 30.0, 300.0)[0])


TITLE_ZH = "按次低报价获付者以自身成本报价（第二价格拍卖）；最便宜者承接，公众支付次低成本的均值"
CHINESE = {
    "everybody asks its cost": "人人按成本报价",
    "the cheapest works": "最便宜者承接",
    "paid is the second-lowest cost": "所付为次低成本",
    "mean paid": "平均支付",
    "one in five hears: nobody offers": "每家得知公告的概率为五分之一：无人投标的比例",
    "who is alone is paid the ceiling": "唯一投标者按最高限价付款",
}
