"""The dedicated fund hands out so much a head, takes back what was not awarded, and asks the lottery for the rest only.

A grant of ``F`` yuan for each of ``R`` residents is split over purchasers and domains as the usual money is; what is for
vulnerable groups, by their part of each domain's need as well. What of it was not signed within the year goes back to the fund
and not to the treasury, so that the lottery pays ``F R`` in the first year and ``F R`` less what came back in each later one; the
fund ends the month with nothing. The usual money lapses by itself, whatever the fund does.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("open_fiscal_year",)
RULES = ()
SOURCE = "accounting identity"

FUND, RESIDENTS, USUAL = 60.0, 4000, 280_000.0
SHARES, BY_GROUP = (0.6, 0.4), ((0.1, 0.1, 0.0, 0.0, 0.0), (0.02, 0.3, 0.0, 0.0, 0.0))
"""Shares of two domains in the usual money, and need in them among ordinary and elderly residents."""
ROUNDED = 60


def found(seed: int) -> Iterator[Found]:
    """Three years and the January after: half of the fund for anything, half for vulnerable groups."""
    market = begun(seed)
    granted, spent = FUND * RESIDENTS * (0.5 * by_usual() + 0.5 * by_need(market)), np.zeros((2, 2))
    back = usual = np.zeros(2)
    for year in range(4):
        market.run(12 * year)
        if year:
            spent, others = signed(market, 12 * (year - 1))
            back, usual = (granted - spent).sum(axis=1), USUAL - others.sum(axis=1)
        market.step()
        yield to_the_fen(f"granted in year {year}, yuan", granted, market.purchasers.fund)
        yield to_the_fen(
            f"back in the fund in year {year}, yuan", back, booked(market, "fund_return", "source", 12 * year), ROUNDED
        )
        yield to_the_fen(f"back in the treasury in year {year}, yuan", usual, booked(market, "lapse", "source", 12 * year), ROUNDED)
        yield to_the_fen(f"handed out in year {year}, yuan", granted.sum(axis=1), booked(market, "fund", "target", 12 * year))
        income = tables(market)["ledger"].query("kind == 'fund_income' and month == 12 * @year")["fen"].sum() / 100.0
        yield to_the_fen(f"from the lottery in year {year}, yuan", FUND * RESIDENTS - back.sum(), income, ROUNDED)
        yield exactly(f"left in the fund in year {year}, fen", 0, market.ledger.fund, 2)
    yield exactly("the fund bought something, and not with all of it", 1.0, float(0.0 < spent.sum() < granted.sum()))


def begun(seed: int) -> PublicServiceMarket:
    """Two domains that need differs in."""
    domains = [
        {
            "name": f"d{k}",
            "prevalence": BY_GROUP[k],
            "duration": 24.0,
            "unit_cost": 100.0,
            "verifiability": 0.5,
            "budget_share": SHARES[k],
        }
        for k in range(2)
    ]
    return special(
        {"warm_up": 0, "months": 48, "world.domains": domains, "world.organizations.reach_domains": 2.0},
        seed=seed,
        levers={"fund_per_head": FUND, "fund_uses": "any=0.5, vulnerable=0.5"},
    )


def by_usual() -> np.ndarray:
    """Two districts of one size, domains by their shares."""
    return np.outer([0.5, 0.5], SHARES)


def by_need(market: PublicServiceMarket) -> np.ndarray:
    """Usual money of each domain times the part of its need that the elderly have, to a sum of 1."""
    n = np.bincount(market.citizens.group, minlength=2)[:2]
    elderly = np.array([n[1] * p[1] / (n[0] * p[0] + n[1] * p[1]) for p in BY_GROUP])
    return np.asarray(by_usual() * elderly / (np.array(SHARES) * elderly).sum())


def signed(market: PublicServiceMarket, since: int) -> tuple[np.ndarray, np.ndarray]:
    """Value of contracts signed from a month on, yuan by purchaser and domain: paid by the fund, and by others."""
    c, sums = market.contracts, np.zeros((2, 2, 2))
    rows = np.flatnonzero(c.start >= since)
    funded = np.array([market.lines[line].funded for line in c.line[rows]], dtype=np.int64)
    np.add.at(sums, (funded, c.purchaser[rows], c.domain[rows]), c.value[rows])
    return sums[1], sums[0]


def booked(market: PublicServiceMarket, kind: str, side: str, month: int) -> np.ndarray:
    """Yuan of a kind in a month, by purchaser."""
    rows = tables(market)["ledger"].query("kind == @kind and month == @month").groupby(side)["fen"].sum() / 100.0
    return np.array([rows.get(f"purchaser/{g}", 0.0) for g in range(2)])


TITLE_ZH = "福彩公益金按人头拨付，收回未授予的部分，只向彩票收入申请差额"
CHINESE = {
    "the fund bought something, and not with all of it": "公益金有购买，且未用完",
    "granted in year {year}, yuan": "第 {year} 年拨付（元）",
    "back in the fund in year {year}, yuan": "第 {year} 年退回公益金（元）",
    "back in the treasury in year {year}, yuan": "第 {year} 年退回财政（元）",
    "handed out in year {year}, yuan": "第 {year} 年下达（元）",
    "from the lottery in year {year}, yuan": "第 {year} 年来自彩票（元）",
    "left in the fund in year {year}, fen": "第 {year} 年公益金结余（分）",
}
