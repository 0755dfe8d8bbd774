"""A favorite who knows the others' offers asks just below the lowest of them, or what pays best against a committee that errs.

Against known prices the best answer under a lowest-price rule is the highest price that still wins, if that is above cost (Krishna
2009, ch. 2): of the prices tried, ``c + k (C - c) / 40``, the last one below the lowest rival. A leak happens with chance (dial)
times (1 - integrity).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.records.truth import Truth
from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, as_often, exactly

VERBS = ("purchase",)
RULES = ("favoring.edge",)
SOURCE = "best answer to known prices: Krishna 2009, ch. 2"

DIAL, INTEGRITY, MARKUP, STEPS = 0.9, 0.2, 0.3, 40
DIALS = {
    "world.violations.leak": DIAL,
    "world.violations.leak_detection": 0.0,
    "world.violations.favoritism_detection": 0.0,
    "world.violations.oversight": 0.0,
    "world.purchasers.integrity": INTEGRITY,
    "world.bidding.markup": MARKUP,
}


def found(seed: int) -> Iterator[Found]:
    """Rivals ask their cost and three tenths more; the first organization has a tie."""
    after = opened(DIALS, settings={"rule": "lowest_evaluated_price"}, by_hand=_tie, seed=seed)
    told = (after.projects.truth & int(Truth.LEAK)) > 0
    yield as_often("told the others' offers", DIAL * (1.0 - INTEGRITY), int(told.sum()), told.size)
    leaked = after.offers.project.isin(after.projects.project[told])
    favorite = after.offers.organization == 0
    honest = after.offers[~(leaked & favorite)]
    yield exactly("everybody else asks as before", (1.0 + MARKUP) * honest.true_cost, honest.price, 1e-9)
    groups = [g for _, g in after.offers[leaked].groupby("project")]
    own = [g[g.organization == 0].iloc[0] for g in groups]
    rival = np.array([g.price[g.organization != 0].min() for g in groups])
    yield exactly("the favorite asks", [_best(o, r) for o, r in zip(own, rival, strict=True)], [o.price for o in own], 1e-9)
    wins = [_best(o, r) < r for o, r in zip(own, rival, strict=True)]
    yield exactly("it wins wherever one of the prices tried pays", wins, [o.winner == 0 for o in own])


def _tie(market: PublicServiceMarket) -> None:
    market.organizations["tie"][0, :] = 1.0


def _best(own: pd.Series, rival: float) -> float:
    step = (own.ceiling - own.true_cost) / STEPS
    below = np.ceil((rival - own.true_cost) / step) - 1.0
    return float(own.true_cost + below * step if below >= 1.0 else (1.0 + MARKUP) * own.true_cost)


TITLE_ZH = "得知他人报价的意向单位略低于最低者报价，评审会出错时则取最合算的报价"
CHINESE = {
    "told the others' offers": "被泄露他人报价的比例",
    "everybody else asks as before": "其他人报价不变",
    "the favorite asks": "意向单位的报价",
    "it wins wherever one of the prices tried pays": "只要所试价格之一合算，即由其中标",
}
