"""A commission's price lies between cost and what the purchaser would pay elsewhere, as bargaining power divides the gap.

Asked is one partner of cost ``c``; the purchaser would pay at most ``o``: the ceiling ``r`` where nothing was tendered lately,
else the mean of the disclosed prices (each year back counts ``d`` of the next) with two hundredths for the delay and the ten
thousand yuan that it reckons a tender to cost, over the contract's ``V`` place-months. Nash bargaining gives ``c + b (o - c)``,
and no agreement where ``c > o``. A nonprofit bargains from ``c - min(w V / (1 - n), R)``: what its work is worth to it, of which
a surplus loses the part ``n``, as far as half its cash ``R`` a place-month bears the difference. Ceilings err by a normal share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from gpssim.agents.ledger import OUTSIDE, organization_account
from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, as_often, exactly, on_average
from gpssim.theory.special import alike, special, tables, under

VERBS = ("purchase",)
RULES = ("pricing.bargained_price", "pricing.effective_cost", "purchasing.ceiling", "purchasing.outside_price")
SOURCE = "closed form of Nash bargaining; market rules B 10, B 12, C 13"
UNIT, MARGIN, SPREAD, SHARE = 100.0, 0.4, 0.12, 0.3
DIALS = {
    "world.organizations.cost_sd": SPREAD,
    "world.organizations.staff_median": 900.0,
    "world.purchasers.ceiling_margin": MARGIN,
    "world.purchasers.project_value": 5_600.0,
    "warm_up": 0,
}
DISCOUNT, NEW, OLD = 0.8, 96.0, 84.0
LARGE = {
    "world.bidding.discount": DISCOUNT,
    "world.purchasers.project_value": 140_000.0,
    "world.purchasers.appropriation_per_head": 2_100.0,
}
ERROR, TIGHT = 0.1, 0.05
WORTH, ACCEPTED, INDIFFERENT, MISSION, CASH = 1.6, 0.3, 0.5, 0.2, 560.0
"""Value of a place-month in unit costs, part of it that counts, indifference to surplus, mission, yuan that the poor have."""


def commissions(seed: int, dials: dict[str, Any], arrange: Callable[[PublicServiceMarket], None] | None = None) -> pd.DataFrame:
    """Projects of a first month beside their one offer, after what was arranged by hand."""
    settings = {"bargaining_share": SHARE}
    market = alike(special({**DIALS, **dials}, "directed_commission", settings=settings, seed=seed))
    if arrange:
        arrange(market)
    market.step()
    both = tables(market)
    return both["projects"].merge(both["bids"], on=["project", "attempt"], how="left", suffixes=("", "_offered"))


def err(market: PublicServiceMarket) -> None:
    """Purchasers' ceilings err."""
    market.purchasers["ceiling_noise"][:] = ERROR


def tendered(market: PublicServiceMarket) -> None:
    """Two prices were disclosed, one now and one a year ago."""
    market.prices.disclose(-12, 0, OLD)
    market.prices.disclose(0, 0, NEW)


def devoted(market: PublicServiceMarket) -> None:
    """All have a mission; half of them are rich, half poor."""
    o = market.organizations
    o["mission"][:] = MISSION
    for row in range(1, len(o), 2):
        given_away = int(o.cash_fen[row]) / 100.0 - CASH
        market.ledger.book(market.month, "offer", organization_account(row), OUTSIDE, given_away, market.books)


def found(seed: int) -> Iterator[Found]:
    """Commissions where nothing was tendered, where something was, where ceilings are tight, and among the devoted."""
    alone = commissions(seed, {}, err)
    made = alone[alone.price.notna()]
    yield exactly("price, nothing tendered", (1.0 - SHARE) * made.true_cost + SHARE * made.ceiling, made.price, 1e-9)
    usual = (1.0 + MARGIN) * UNIT
    yield on_average("ceiling, yuan", usual, alone.ceiling)
    yield on_average("squared error of ceilings", ERROR**2, (alone.ceiling / usual - 1.0) ** 2)

    beside = commissions(seed, LARGE, tendered)
    shown = (NEW + DISCOUNT * OLD) / (1.0 + DISCOUNT)
    outside = np.minimum(1.02 * shown + 10_000.0 / (12.0 * beside.places), usual)
    agreed = beside.price.notna()
    price = (1.0 - SHARE) * beside.true_cost + SHARE * outside
    yield exactly("price, tenders known", price[agreed], beside.price[agreed], 1e-9)
    refused = float((~agreed).sum())
    yield as_often("no agreement, tenders known", float(norm.sf(np.log(outside[0] / UNIT) / SPREAD)), refused, len(beside))

    tight = commissions(seed, {"world.purchasers.ceiling_margin": TIGHT})
    refused = float((tight.outcome == "failed").sum())
    yield as_often("no agreement, a tight ceiling", float(norm.sf(np.log(1.0 + TIGHT) / SPREAD)), refused, len(tight))

    acts = {"mission_acceptance": ACCEPTED, "surplus_indifference": INDIFFERENT}
    given = commissions(seed, under("world.organizations", **acts), devoted)
    given = given[given.price.notna()]
    gives = ACCEPTED * MISSION * WORTH * UNIT / (1.0 - INDIFFERENT)
    bears = np.where(given.organization % 2, 0.5 * CASH / (12.0 * given.places), np.inf)
    cost = given.true_cost - np.minimum(gives, bears)
    yield exactly("price of the devoted", (1.0 - SHARE) * cost + SHARE * given.ceiling, given.price, 1e-9)


TITLE_ZH = "定向委托的价格介于成本与购买主体另行购买的价格之间，由议价能力划分差额"
CHINESE = {
    "price, nothing tendered": "价格，从未招标",
    "ceiling, yuan": "最高限价（元）",
    "squared error of ceilings": "最高限价误差的平方",
    "price, tenders known": "价格，已知招标结果",
    "no agreement, tenders known": "未达成协议的比例，已知招标结果",
    "no agreement, a tight ceiling": "未达成协议的比例，最高限价偏紧",
    "price of the devoted": "使命感强者的价格",
}
