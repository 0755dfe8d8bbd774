"""Lines bought together make few large purchases, each line getting its places at the lot's discount and its part of the hours.

``n`` lines in lots of at most ``k`` make ``ceil(n / k)`` purchases with as many places in all as the lines want; every line is
awarded its own places at the winner's price. The hours of a procedure, 40 and two an offer, are borne in equal parts by whose
lines it buys, so that all of them bear ``ceil(n / k)`` procedures and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from gpssim.theory.market.openings import N_OFFERS, opened
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import tables

VERBS = ("purchase",)
RULES = ("process.lots",)
SOURCE = "accounting identity"


def found(seed: int) -> Iterator[Found]:
    """The same lines each for itself, and in lots of three and seven."""
    wanted = 0.0
    for most in (1, 3, 7):
        after = opened({"world.city.residents": 12_000}, levers={"joint_purchasing": most}, seed=seed)
        market, n = after.market, len(after.market.lines)
        wanted = wanted or sum(line.places for line in market.lines)
        yield exactly(f"lots of {most}: purchases", ceil(n / most), len(after.projects))
        yield exactly("  places asked for", wanted, after.projects.places.sum(), 1e-6)
        awarded = {s.line: (s.places, s.price, s.project, s.bidder) for s in market.signatures}
        yield exactly(
            "  every line has its places", [x.places for x in market.lines], [awarded[x.row][0] for x in market.lines], 1e-9
        )
        won = after.projects.set_index("project")
        told = [(won.winning_price[p], won.winner[p]) for _, _, p, _ in awarded.values()]
        yield exactly("  at the winner's price", told, [(price, who) for _, price, _, who in awarded.values()], 1e-9)
        yield exactly("  hours", ceil(n / most) * (40.0 + 2.0 * N_OFFERS), tables(market)["purchasers"].official_hours.sum(), 1e-6)


TITLE_ZH = "合并购买的服务项目成为少数大额采购，各项目按折扣得到名额并分担工时"
CHINESE = {
    "lots of {most}: purchases": "至多 {most} 项合并：采购数",
    "places asked for": "要求的名额",
    "every line has its places": "各服务项目均得到名额",
    "at the winner's price": "按中标者的价格",
    "hours": "工时",
}
