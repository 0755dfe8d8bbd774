"""Bidders offer up to the cost at which the chance of winning the whole cycle just pays for the offer.

All cost ``c`` and ask ``(1 + m) c``; each expects two rivals like itself, so that an offer is worth a third of the margin on
all that an award brings: the first contract of ``V`` place-months, and of each later one the part ``w`` discounted by ``d`` for
each year,

    K = m c V / 3 (1 + w d (1 - d^(n - 1)) / (1 - d))

with ``n`` years in the cycle. Where an offer costs a little less than ``K``, everybody offers; where a little more, nobody does
(market rule of free entry by expected profit).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, tables

VERBS = ("purchase",)
RULES = ("entry.discounted_terms",)
SOURCE = "closed form of a geometric series"

COST, MARKUP, COUNTED, DISCOUNT = 100.0, 0.2, 0.7, 0.8
DIALS: Mapping[str, Any] = {
    "world.city.n_citizens": 50,
    "world.organizations.cost_sd": 0.0,
    "world.bidding.family": "markup",
    "world.bidding.markup": MARKUP,
    "world.bidding.counts_cycle": COUNTED,
    "world.bidding.discount": DISCOUNT,
    "world.bidding.rivals_learning": 0.0,
}


def found(seed: int) -> Iterator[Found]:
    """Cycles of one, two and three years."""
    for years in (1, 2, 3):
        first = first_tender(seed, years, 0.0)
        series = sum(DISCOUNT**k for k in range(1, years))
        worth = MARKUP * COST * first["places"] * first["months"] / 3.0 * (1.0 + COUNTED * series)
        hour = hours_cost(seed, years)
        for part, bidders in ((0.97, 8.0), (1.03, 0.0)):
            held = first_tender(seed, years, part * worth / hour)
            yield exactly(f"offers, {years} years, cost of an offer {part} of its worth", bidders, float(held["n_bids"]))


def first_tender(seed: int, years: int, hours: float) -> Mapping[str, Any]:
    """The first purchase where an offer takes so many times the usual hours."""
    market = special({**DIALS, "world.bidding.reserve_hours": hours}, levers={"tender_cycle_years": years}, seed=seed)
    market.organizations["wage"][:] = market.world.organizations.wage
    market.step()
    written = tables(market)
    first: dict[str, Any] = dict(written["projects"].iloc[0])
    return first | {"bid_cost": float(written["bids"].bid_cost.iloc[0]) if len(written["bids"]) else 0.0}


def hours_cost(seed: int, years: int) -> float:
    """What an offer costs at the usual hours, as the bids of a market say in which that is little."""
    return 1e4 * float(first_tender(seed, years, 1e-4)["bid_cost"])


TITLE_ZH = "投标止于这样的成本：赢得整个周期的机会刚好抵偿投标成本"
CHINESE = {
    "offers, {years} years, cost of an offer {part} of its worth": "投标数，{years} 年，投标成本为其价值的 {part}",
}
