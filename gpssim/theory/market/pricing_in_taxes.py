"""Whoever asks for no profit offers at a price that covers its cost after tax, and breaks even with it.

If a part ``t`` of receipts goes in tax, a price ``p`` leaves ``p (1 - t)``: without a mark-up that is the cost of the work.
Companies pay business tax of ``0.05 * 1.12`` in full, nonprofits the part that relief leaves. The ceiling of a purchase, a margin
above the mean break-even price of all suppliers, moves with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly
from gpssim.theory.special import special, tables

VERBS = ("purchase",)
RULES = ("taxing.taxed_cost", "taxing.business_tax")
SOURCE = "closed form of a break-even price"

RELIEF, PART = 0.4, 0.056
DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 100,
    "world.rules_as_of": "2014",
    "world.organizations.effort_max": 0.0,
    "world.organizations.n_initial": 12,
    "world.organizations.kind_shares": [0.5, 0.0, 0.0, 0.5],
    "world.purchasers.ceiling_margin": 0.8,
    "world.bidding.family": "markup",
    "world.bidding.markup": 0.0,
    "months": 12,
}


def found(seed: int) -> Iterator[Found]:
    """Tenders on price alone among companies and nonprofits, with taxes and without."""
    taxed = _run(seed, {"company_tax": 1.0, "nonprofit_tax": RELIEF})
    bids = tables(taxed)["bids"]
    part = PART * np.where(taxed.organizations.nonprofit[bids["organization"]], RELIEF, 1.0)
    yield exactly("price after tax against cost, yuan", bids["true_cost"].to_numpy(), bids["price"].to_numpy() * (1.0 - part), 1e-9)
    free = tables(_run(seed, {}))
    cost, price = free["bids"]["true_cost"].to_numpy(), free["bids"]["price"].to_numpy()
    yield exactly("price against cost without taxes, yuan", cost, price, 1e-9)
    yield exactly("ceilings with taxes over those without", _raised(taxed), _ceilings(taxed) / _ceilings_of(free), 1e-9)


def _run(seed: int, levers: dict[str, float]) -> PublicServiceMarket:
    return special(DIALS, settings={"rule": "lowest_evaluated_price"}, levers=levers, seed=seed).run()


def _raised(market: PublicServiceMarket) -> float:
    """Mean break-even price of all over mean cost: costs differ by the wages that make three quarters of them."""
    o = market.organizations
    cost = 1.0 + 0.75 * (o.wage / market.world.organizations.wage - 1.0)
    return float((cost / (1.0 - PART * np.where(o.nonprofit, RELIEF, 1.0))).mean() / cost.mean())


def _ceilings(market: PublicServiceMarket) -> np.ndarray:
    return _ceilings_of(tables(market))


def _ceilings_of(seen: dict[str, pd.DataFrame]) -> np.ndarray:
    """Ceilings of the first month's purchases."""
    projects = seen["projects"]
    return np.asarray(projects.loc[projects["month_opened"] == projects["month_opened"].min(), "ceiling"])


TITLE_ZH = "不求利润者按税后足以弥补成本的价格报价，盈亏相抵"
CHINESE = {
    "price after tax against cost, yuan": "税后价格与成本（元）",
    "price against cost without taxes, yuan": "无税时的价格与成本（元）",
    "ceilings with taxes over those without": "有税与无税的最高限价之比",
}
