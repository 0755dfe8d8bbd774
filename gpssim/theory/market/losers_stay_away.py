"""Who loses a tender away from home stops offering there with a chance, so that rivals die out geometrically; at home they stay.

A valid offer that loses in a district that is not the bidder's home, where it neither works nor is about to, ends its offers
there with chance ``h``. Who won something in the district stays. After one purchase ``(1 - h)`` of the losers from elsewhere are
left.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market.openings import opened
from gpssim.theory.market_lane import Found, as_often, exactly, on_average

VERBS = ("purchase",)
RULES = ()
SOURCE = "Levin & Smith 1994, MEMORY; geometric law"

CHANCE, DISTRICTS = 0.3, 40


def found(seed: int) -> Iterator[Found]:
    """Forty districts that buy once each; every organization offers everywhere and most come from elsewhere."""
    dials = {
        "world.organizations.loses_heart": CHANCE,
        "world.city.n_districts": DISTRICTS,
        "world.city.n_citizens": 1200,
        "world.city.residents": 24_000,
        "world.purchasers.project_value": 84_000.0,
    }
    after = opened(dials, by_hand=_everywhere, seed=seed)
    market, won = after.market, after.projects.set_index("district").winner
    yield exactly("one purchase in each district", 1, after.projects.groupby("district").size())
    o = market.organizations
    districts = np.arange(DISTRICTS)
    home = o.home[:, None] == districts
    winner = np.arange(len(o))[:, None] == won.reindex(districts).to_numpy()
    stays = home | winner
    yield exactly("at home, and who won, goes on", 1.0, o.serves_district[stays])
    leaves, n = ~o.serves_district & ~stays, (~stays).sum(axis=0)
    yield as_often("losers from elsewhere leave", CHANCE, int(leaves.sum()), int(n.sum()))
    spread = (leaves.sum(axis=0) - CHANCE * n) ** 2 - n * CHANCE * (1.0 - CHANCE)
    yield on_average("  each by itself: variance beyond the binomial", 0.0, spread)


def _everywhere(market: PublicServiceMarket) -> None:
    market.organizations["serves_district"][:] = True


TITLE_ZH = "外来落选者以一定概率不再在当地投标，对手按几何级数减少；在本地者继续投标"
CHINESE = {
    "one purchase in each district": "每个片区一次采购",
    "at home, and who won, goes on": "本地者与中标者继续投标",
    "losers from elsewhere leave": "外来落选者退出的比例",
    "each by itself: variance beyond the binomial": "彼此独立：超出二项分布的方差",
}
