"""A favorite short of rivals brings them along: as many as are missing, at prices one to five percent above its own.

Cover bids (Porter & Zona 1993) are uniform between 1.01 and 1.05 times the favorite's price: their mean is 1.03 times it, and a
quarter lies below 1.02. A favorite that had not heard of the purchase is told; who lends its name was asked and stayed away. It
happens with chance (dial) times (1 - integrity) where valid offers are short of three; they do not count as competition.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.records.truth import Truth
from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, as_often, exactly, on_average

VERBS = ("purchase",)
RULES = ("favoring.cover_prices",)
SOURCE = "market rule C 14 (b); Porter & Zona 1993"

HEARS, DIAL, INTEGRITY, LEAST = 0.15, 0.8, 0.25, 3
DIALS = {
    "world.bidding.attention": HEARS,
    "world.bidding.notices_add_up": False,
    "world.violations.accompanying": DIAL,
    "world.violations.accompanying_detection": 0.0,
    "world.violations.favoritism_detection": 0.0,
    "world.violations.oversight": 0.0,
    "world.purchasers.integrity": INTEGRITY,
}


def found(seed: int) -> Iterator[Found]:
    """One in seven hears of a tender that takes three offers; the first organization has a tie."""
    after = opened(DIALS, settings={"n_min": LEAST}, by_hand=_tie, seed=seed)
    bit = int(Truth.ACCOMPANYING)
    offers = after.offers.assign(
        own=after.offers.organization == 0, cover=(after.offers.truth & bit > 0) & (after.offers.organization > 0)
    )
    projects = after.projects.assign(covered=after.projects.truth & bit > 0).set_index(["project", "attempt"])
    by = offers.groupby(["project", "attempt"])
    genuine = (by.size() - by.cover.sum()).reindex(projects.index, fill_value=0)
    own = by.own.any().reindex(projects.index, fill_value=False)
    covered = projects.covered
    yield exactly("brought along, with its own offer", LEAST, (by.size())[covered[covered].index])
    yield exactly("  and made by the favorite", 1.0, own[covered])
    few = projects[~covered & (genuine < LEAST)]
    yield as_often("short of offers: brought along", DIAL * (1.0 - INTEGRITY), int(covered.sum()), int(covered.sum()) + len(few))
    yield exactly("  effective offers", genuine[covered], projects.n_effective_bids[covered])
    favorite = offers[offers.own].set_index(["project", "attempt"]).price
    covers = offers[offers.cover].set_index(["project", "attempt"])
    ratio = covers.price / favorite.reindex(covers.index)
    yield on_average("cover price over the favorite's", 1.03, ratio)
    yield as_often("  below 1.02", 0.25, int((ratio < 1.02).sum()), ratio.size)
    yield exactly("  between 1.01 and 1.05", ratio, np.clip(ratio, 1.01, 1.05))


def _tie(market: PublicServiceMarket) -> None:
    market.organizations["tie"][0, :] = 1.0


TITLE_ZH = "意向单位在对手不足时找来陪标者：缺几家找几家，报价高出自身百分之一至五"
CHINESE = {
    "brought along, with its own offer": "陪标者连同意向单位自身的投标数",
    "and made by the favorite": "且由意向单位找来",
    "short of offers: brought along": "投标不足时找来陪标的比例",
    "effective offers": "有效投标数",
    "cover price over the favorite's": "陪标报价与意向单位报价之比",
    "below {ratio}": "低于 {ratio} 的比例",
    "between {low} and {high}": "介于 {low} 与 {high} 之间",
}
