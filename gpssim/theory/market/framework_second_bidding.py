"""The dearest fifth is struck out of a framework, and second bidding ends at the first price below the second-lowest cost.

A closed framework strikes out at least a part ``x`` of ``n`` offers, the dearest ``ceil(x n)`` (Order 110 (2022)). Second bidding
falls from the lowest offer ``L`` among members by a part ``d`` a round: with costs ``c1 <= c2`` of members it ends at the first
``L (1 - d)^k`` below ``c2`` if that covers ``c1``, otherwise one round before, where a lot decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, log

import numpy as np
import pandas as pd

from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, exactly

VERBS = ("purchase",)
RULES = ("awarding.eliminated", "negotiating.follows", "scoring.ranking")
SOURCE = "Order 110 (2022), art. 25 and 35, MEMORY; descending clock (Milgrom & Weber 1982)"

PART, STEP, MARKUP, N = 0.3, 0.02, 0.3, 8


def found(seed: int) -> Iterator[Found]:
    """Offers at a margin of costs that differ little, called off by second bidding."""
    settings = {"elimination": PART, "call_off": "second_bidding", "decrement": STEP}
    after = opened({"world.bidding.markup": MARKUP}, "framework_agreement", settings=settings, seed=seed)
    groups = after.groups(valid=False)
    yield exactly("struck out of eight", ceil(PART * N), [int((g.reason == "eliminated").sum()) for g in groups])
    cheap = [set(g.sort_values("true_cost").organization[: N - ceil(PART * N)]) for g in groups]
    yield exactly("members are the cheapest", 1.0, [set(g.organization[g.valid]) == c for g, c in zip(groups, cheap, strict=True)])
    members = after.groups()
    yield exactly("price called off", [_price(g) for g in members], [g.winning_price.iloc[0] for g in members], 1e-9)
    able = [float(g.true_cost[g.organization == g.winner].iloc[0]) <= _price(g) for g in members]
    yield exactly("who serves can", 1.0, able)
    yield exactly("several prices are met", 1.0, len({round(_rounds(g)) for g in members}) > 3)


def _rounds(group: pd.DataFrame) -> int:
    """Rounds until at most one member follows."""
    cost = np.sort(group.true_cost.to_numpy())
    return max(1, int(log(cost[1] / ((1.0 + MARKUP) * cost[0])) / log(1.0 - STEP)) + 1)


def _price(group: pd.DataFrame) -> float:
    cheapest, rounds = float(group.true_cost.min()), _rounds(group)
    lowest = (1.0 + MARKUP) * cheapest
    last = lowest * (1.0 - STEP) ** rounds
    return last if cheapest <= last else lowest * (1.0 - STEP) ** (rounds - 1)


TITLE_ZH = "框架协议淘汰最贵的五分之一，二次竞价止于低于次低成本的第一个价格"
CHINESE = {
    "struck out of eight": "八家中淘汰数",
    "members are the cheapest": "入围者为最便宜者",
    "price called off": "成交价格",
    "who serves can": "服务者有能力承担",
    "several prices are met": "出现多种价格",
}
