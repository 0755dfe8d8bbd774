"""Talks end a step below the second-lowest cost, and a price asked between ceiling and lowest offer is met by whom it covers.

Competitive negotiation is a descending clock (Milgrom & Weber 1982): the price asked falls from the ceiling ``C`` by ``d C`` a
round, and everybody follows down to its cost. With lowest costs ``c1 <= c2`` it is left at the first price below ``c2`` on the
grid ``C (1 - k d)`` if that covers ``c1``, otherwise at the one before, where several are left and a lot decides. In competitive
consultation the group asks once for ``C - q (C - L)``, ``L`` the lowest first offer; whose cost it covers comes down to it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, as_often, exactly

VERBS = ("purchase",)
RULES = ("negotiating.price_asked", "negotiating.follows", "scoring.ranking")
SOURCE = "Milgrom & Weber 1982 (button auction); 财库[2014]214号; closed form"

STEP, PRESSURE, MARKUP = 0.04, 0.95, 0.3


def found(seed: int) -> Iterator[Found]:
    """Talks at one table with everybody, then a consultation with first offers at a margin."""
    yield from _negotiation(seed)
    yield from _consultation(seed)


def _negotiation(seed: int) -> Iterator[Found]:
    after = opened(mechanism="competitive_negotiation", settings={"n_invited": 1000, "decrement": STEP}, seed=seed)
    groups = after.groups()
    ceiling = float(after.projects.ceiling.iloc[0])
    costs = np.array([np.sort(g.true_cost.to_numpy())[:2] for g in groups])
    below = np.floor((1.0 - costs[:, 1] / ceiling) / STEP) + 1.0  # rounds until the second has gone
    alone = costs[:, 0] <= ceiling * (1.0 - STEP * below)
    left = ceiling * (1.0 - STEP * np.where(alone, below, below - 1.0))
    yield exactly("talks: price", left, [g.winning_price.iloc[0] for g in groups], 1e-9)
    cheapest = np.array([g.organization.iloc[int(g.true_cost.argmin())] for g in groups])
    won = np.array([g.winner.iloc[0] for g in groups])
    yield exactly("talks: who is left alone wins", cheapest[alone], won[alone])
    able = [int((g.true_cost.to_numpy() <= price).sum()) for g, price in zip(groups, left, strict=True)]
    two = ~alone & (np.array(able) == 2)
    yield as_often("talks: of two who are left each", 0.5, int((cheapest == won)[two].sum()), int(two.sum()))


def _consultation(seed: int) -> Iterator[Found]:
    settings = {"pressure": PRESSURE, "juror_noise": 0.0}
    after = opened({"world.bidding.markup": MARKUP}, "competitive_consultation", settings=settings, seed=seed)
    offers = after.offers
    first = ((1.0 + MARKUP) * offers.true_cost).clip(upper=offers.ceiling)
    lowest = first.groupby(offers.project).transform("min")
    asked = offers.ceiling - PRESSURE * (offers.ceiling - lowest)
    final = np.where(offers.true_cost <= asked, np.minimum(first, asked), first)
    yield exactly("consultation: final offers", final, offers.price, 1e-9)
    stay = (final > asked) & (final < offers.ceiling)
    yield exactly("  some come down, some do not", [1.0, 1.0], [(final < first).any(), stay.any()])


TITLE_ZH = "谈判止于次低成本之下一步；在最高限价与最低报价之间提出的价格，成本低于它者接受"
CHINESE = {
    "talks: price": "谈判：价格",
    "talks: who is left alone wins": "谈判：最后留下者中标",
    "talks: of two who are left each": "谈判：剩余两家各自中标的比例",
    "consultation: final offers": "磋商：最终报价",
    "some come down, some do not": "有人降价，有人不降",
}
