"""A preferred bidder wins with a dearer offer, and a threshold payment is the most at which the winner would still have won.

Prices of preferred bidders are compared less a part ``d`` and an amount ``a``; others may ask at most a part of the ceiling. The
winner has the lowest compared price. With threshold payment (Myerson 1981) it gets the highest price at which it would have
won against the same rivals, found here by halving an interval until nothing is left of it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, as_often, exactly

VERBS = ("purchase",)
RULES = ("scoring.evaluated_price", "scoring.price_evaluated_at", "scoring.lowest_rival")
SOURCE = "财库〔2020〕46号 (deduction); Myerson 1981 (threshold payment); McAfee & McMillan 1989"

PART, AMOUNT, OTHERS = 0.1, 2.0, 0.5
TERMS = {
    "rule": "lowest_evaluated_price",
    "payment": "threshold",
    "price_preference": PART,
    "additive_preference": AMOUNT,
    "ceiling_of_others": OTHERS,
    "n_min": 1,
}


def found(seed: int) -> Iterator[Found]:
    """Half of the organizations are small and preferred; everybody asks its cost."""
    after = opened(
        {"world.bidding.markup": 0.0, "world.organizations.small_limit": 450.0}, by_hand=_half_small, settings=TERMS, seed=seed
    )
    offers = after.offers.assign(preferred=after.offers.organization < 4)
    dear = ~offers.preferred & (offers.price > OTHERS * offers.ceiling)
    yield exactly("others above their own ceiling are refused", dear, ~offers.valid)
    yield as_often("  share of them above the median of cost", 0.5, int(dear.sum()), int((~offers.preferred).sum()))
    groups = [g for _, g in offers[offers.valid].groupby("project", sort=False)]
    best = [g.organization.iloc[int(np.argmin(_compared(g.price, g.preferred)))] for g in groups]
    yield exactly("lowest compared price wins", best, [g.winner.iloc[0] for g in groups])
    yield exactly("paid is the most at which it wins", [_most(g) for g in groups], [g.winning_price.iloc[0] for g in groups], 1e-6)


def _half_small(market: PublicServiceMarket) -> None:
    market.organizations["staff"][:4], market.organizations["staff"][4:] = 400.0, 500.0


def _compared(price: pd.Series | float, preferred: pd.Series | bool) -> np.ndarray:
    return np.asarray(price) - np.asarray(preferred) * (PART * np.asarray(price) + AMOUNT)


def _most(group: pd.DataFrame) -> float:
    """The highest price, up to its ceiling, at which the winner is still compared as lower than all its rivals."""
    own = group[group.organization == group.winner].iloc[0]
    others = group[group.organization != group.winner]
    rival = float(_compared(others.price, others.preferred).min(initial=np.inf))
    low, high = float(own.price), float(own.ceiling) * (1.0 if own.preferred else OTHERS)
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if float(_compared(middle, bool(own.preferred))) < rival else (low, middle)
    return low


TITLE_ZH = "优惠对象报价较高亦可中标；门槛价格是中标者仍能中标的最高价"
CHINESE = {
    "others above their own ceiling are refused": "其他投标者超过自身上限即被拒绝",
    "share of them above the median of cost": "其中高于成本中位数的比例",
    "lowest compared price wins": "评审价最低者中标",
    "paid is the most at which it wins": "所付为仍能中标的最高价",
}
