"""A concessionaire asks for what an idle place costs it, and what is left goes into equipment, which wears out and does good.

Who expects the part ``u`` of its places to be used, and bears a part ``i`` of its cost for an idle one, breaks even at the price
``p`` with ``u p = u c + (1 - u) i c``. Where the highest investment wins, what fee and subsidy bring beyond the price is invested
for each place, month by month; with a mean life of ``T`` months the stock after ``n`` of them is ``x T (1 - (1 - 1/T)^n)``. Stock
worth ``s`` years of usual cost adds ``g log(1 + s)`` to quality, and the part ``r log(1 + s)`` to the places that a given staff
can serve.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, tables, under, until_contracts

VERBS = ("purchase", "sign", "deliver")
RULES = ("charging.equipment_gain", "charging.idle_loading", "effort.delivered")
SOURCE = "break-even under demand risk; sum of a geometric series"

UNIT, IDLE, USE, FEE, SUBSIDY, LIFE, BETTER, ROOMIER, LOAD = 100.0, 0.4, 0.8, 0.6, 0.4, 2.0, 0.5, 0.3, 1.3
ABILITY, MARGIN = 0.2, 0.6


def found(seed: int) -> Iterator[Found]:
    """Offers, and the first year of their contracts; in its last month there is less staff than the work asks for."""
    market = begun(seed)
    told, c, o = tables(market), market.contracts, market.organizations
    bids = told["bids"]
    asked = bids["true_cost"] * (USE + (1.0 - USE) * IDLE) / USE
    yield exactly("offers, yuan a used place", asked.to_numpy(), bids["price"].to_numpy(), 1e-9)
    won = bids[bids["won"]].set_index("project")["price"]
    ceiling = told["projects"].set_index("project")["ceiling"]
    price = ceiling[c.project].to_numpy() * (FEE + SUBSIDY)
    yield exactly("revenue of a used place, yuan", price, c.price, 1e-9)
    invested = price - won[c.project].to_numpy()
    yield exactly("invested for a place a month, yuan", invested, c.investment, 1e-9)
    for n in range(1, 12):
        years = stock(invested, n - 1) / (12.0 * UNIT)
        yield exactly(f"quality, month {n}", ABILITY + BETTER * np.log1p(years), c.quality)
        yield exactly(f"equipment at its end, yuan a place, month {n}", stock(invested, n), c.invested / c.places, 1e-9)
        if n == 11:
            p = market.world.organizations
            work = np.bincount(c.organization, c.places * UNIT * p.wage_share / p.wage, len(o))
            o["staff"][:] = np.where(work > 0.0, work / LOAD, o.staff)
        market.step()
    room = np.minimum(1.0, (1.0 + ROOMIER * np.log1p(stock(invested, 11) / (12.0 * UNIT))) / LOAD)
    added = c.invested / c.places - (1.0 - 1.0 / (12.0 * LIFE)) * stock(invested, 11)
    yield exactly("places that less staff can serve, share", room, added / invested, 1e-9)


def stock(invested: np.ndarray, n: int) -> np.ndarray:
    """Equipment for a place after ``n`` months, yuan."""
    life = 12.0 * LIFE
    return invested * life * (1.0 - (1.0 - 1.0 / life) ** n)


def begun(seed: int) -> PublicServiceMarket:
    """Concessions in their first month; everybody pays, whatever the fee."""
    fees = {"sensitivity": 0.0, "equipment_quality": BETTER, "equipment_capacity": ROOMIER, "equipment_life": LIFE}
    dials: dict[str, Any] = under("world.fees", **fees) | {"warm_up": 0}
    dials |= {"world.bidding.family": "markup", "world.bidding.markup": 0.0, "world.purchasers.ceiling_margin": MARGIN}
    terms = {"criterion": "highest_investment", "fee": FEE, "subsidy": SUBSIDY, "idle_cost": IDLE, "expected_use": USE}
    market = special(dials, "concession", settings=terms, levers={"penalty": 0.0}, seed=seed)
    o = market.organizations
    o["ability_verifiable"][:], o["ability_nonverifiable"][:], o["honesty"][:] = ABILITY, ABILITY, 0.0
    return until_contracts(market)


TITLE_ZH = "特许经营者按闲置名额的成本报价，余款用于设备，设备逐渐损耗并改善服务"
CHINESE = {
    "offers, yuan a used place": "报价（元/使用名额）",
    "revenue of a used place, yuan": "每个使用名额的收入（元）",
    "invested for a place a month, yuan": "每名额每月投资（元）",
    "places that less staff can serve, share": "员工较少时可服务的名额比例",
    "quality, month {n}": "质量，第 {n} 个月",
    "equipment at its end, yuan a place, month {n}": "月末设备（元/名额），第 {n} 个月",
}
