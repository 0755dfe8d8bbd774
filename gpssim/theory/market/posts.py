"""Posts are paid while they are filled: a contract earns what its staff could serve, and seconded staff costs autonomy.

One of the staff serves ``k = wage / (share of wages * unit cost)`` places. Who holds ``N`` places with ``S`` of staff fills the
part ``min(1, S k / N)`` of its posts, and a contract of ``n`` places at price ``p`` for twelve months earns ``12 p n`` times
that. Seconded is the part ``min(1, N / (k S))`` of the staff, which takes ``c`` times itself of autonomy each month. Staff is set
by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, to_the_fen
from gpssim.theory.special import special

VERBS = ("pay", "deliver", "develop")
RULES = ("sector.earned_by_posts", "capture.autonomy_after")
SOURCE = "closed form; Wen 2017 (posts and projects); market rule D 25"

COST, NOBODY_HIRES = 0.03, 1e15


def found(seed: int) -> Iterator[Found]:
    """The contracts of the warm-up to their end: with organizations of few and of more hands."""
    market = special(
        {
            "world.sector.capture.seconded_autonomy": COST,
            "world.organizations.wage": 2600.0,
            "world.organizations.hiring_cost": NOBODY_HIRES,
            "months": 13,
        },
        seed=seed,
        levers={"payment": "per_post", "pay_first": 0.1, "pay_middle": 0.1},
    )
    o, c, p = market.organizations, market.contracts, market.world.organizations
    market.run(-1)
    o["staff"][:] = np.where(np.arange(len(o)) % 2 == 0, 1.6, 4.0)
    places = o.staff * p.wage / (p.wage_share * 100.0)
    market.run(2)
    first, filled = np.flatnonzero(c.active), 3.0 * np.minimum(1.0, places / np.maximum(work(market), 1e-9))
    market.run(3)
    held, rows, before = work(market), np.flatnonzero(c.active), o.autonomy.copy()
    filled += 9.0 * np.minimum(1.0, places / np.maximum(held, 1e-9))
    market.run(11)
    yield exactly("contracts in force are those of the beginning", 1.0, float(np.array_equal(rows, np.flatnonzero(c.active))))
    yield exactly("autonomy after eight months", before - 8 * COST * np.minimum(1.0, held / places), o.autonomy, 1e-9)
    market.run(13)
    filled = filled[c.organization[first]]
    yield exactly("some are short of staff", 1.0, float((filled < 12.0).any()))
    yield to_the_fen("paid for posts, yuan", c.price[first] * c.places[first] * filled, c.paid_fen[first] / 100.0)


def work(market: PublicServiceMarket) -> np.ndarray:
    """Places that each organization owes."""
    c = market.contracts
    return np.bincount(c.organization[c.active], c.places[c.active], len(market.organizations))


TITLE_ZH = "岗位有人即付款：合同所得为员工所能服务的部分，派驻员工损失自主性"
CHINESE = {
    "contracts in force are those of the beginning": "生效合同即期初的合同",
    "autonomy after eight months": "八个月后的自主性",
    "some are short of staff": "有组织缺员",
    "paid for posts, yuan": "岗位付款（元）",
}
