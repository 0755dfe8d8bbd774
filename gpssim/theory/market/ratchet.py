"""Ceilings that follow the last price pull prices to a level of their own, each year by the same part of the way.

A ceiling is ``(1 + g) ((1 - x) s + x p')`` with surveyed cost ``s`` and last year's price ``p'``; a commission that costs ``s``
is paid ``p = s + b (ceiling - s)``. So ``p - q = h (p' - q)`` with ``h = b (1 + g) x`` and ``q = s (1 - b + b (1 + g) (1 - x)) /
(1 - h)``; in the first year nothing was paid yet and the surveyed cost stands in for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import alike, special, tables

VERBS = ("plan", "purchase")
RULES = ("purchasing.ceiling", "pricing.bargained_price")
SOURCE = "closed form of a linear recursion; market rules B 10, C 13"
COST, MARGIN, RATCHET, SHARE, YEARS = 100.0, 0.4, 0.6, 0.5, 4
DIALS = {
    "world.organizations.cost_sd": 0.0,
    "world.organizations.effort_max": 0.0,
    "world.organizations.staff_median": 900.0,
    "world.purchasers.ceiling_margin": MARGIN,
    "world.purchasers.ceiling_ratchet": RATCHET,
    "warm_up": 0,
    "months": 12 * YEARS,
}


def found(seed: int) -> Iterator[Found]:
    """Four years of commissions of one year each."""
    market = alike(special(DIALS, "directed_commission", settings={"bargaining_share": SHARE}, seed=seed))
    market.run()
    projects = tables(market)["projects"]
    pull = SHARE * (1.0 + MARGIN) * RATCHET
    level = COST * (1.0 - SHARE + SHARE * (1.0 + MARGIN) * (1.0 - RATCHET)) / (1.0 - pull)
    first = COST * (1.0 + SHARE * MARGIN)
    for year in range(YEARS):
        paid = projects.winning_price[projects.fiscal_year == year]
        yield exactly(f"price in year {year}", level + pull**year * (first - level), paid, 1e-6)
    yield exactly("years with purchases", float(YEARS), float(projects.fiscal_year.nunique()))


TITLE_ZH = "随上期价格调整的最高限价每年以同一比例把价格拉向其自身的水平（棘轮效应）"
CHINESE = {
    "years with purchases": "有采购的年数",
    "price in year {year}": "第 {year} 年的价格",
}
