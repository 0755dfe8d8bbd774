"""Taxes are what the law takes of receipts and of what a year leaves, to the fen, as far as levers let it.

Rules of 2014: business tax and its surcharges, contained in the price, ``0.05 * 1.12`` of receipts. Since 2016 value added tax on
top of a net price: a receipt of ``1 + v`` holds ``v``, and surcharges on that; the small rate up to a limit of the year's
receipts (as their moving mean has it: the receipts of ``k`` months ago count ``(11/12)^k``). In December the year's receipts less
costs and those taxes, less losses of years before, are taxed at the small rate up to a limit, at the usual one beyond it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, exactly, to_the_fen
from gpssim.theory.special import special, tables

VERBS = ("pay",)
RULES = ("taxing.business_tax", "taxing.value_added_tax", "taxing.by_size", "taxing.surplus_tax")
SOURCE = "accounting identity; rules of business tax and VAT (MEMORY)"

LIMIT, PROFIT_LIMIT, SMALL, USUAL, PROFIT_SMALL, PROFIT, RELIEF = 60_000.0, 9_000.0, 0.03, 0.06, 0.05, 0.25, 0.4
DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 100,
    "world.organizations.effort_max": 0.0,
    "world.organizations.n_initial": 12,
    "world.organizations.kind_shares": [0.5, 0.0, 0.0, 0.5],
    "world.purchasers.project_value": 24_000.0,
    "world.sector.taxes.vat_limit": LIMIT,
    "world.sector.taxes.profit_limit": PROFIT_LIMIT,
    "months": 26,
}
LEVERS: Final = {"company_tax": 1.0, "nonprofit_tax": RELIEF, "pay_first": 0.0, "pay_middle": 0.3, "penalty": 0.0}


def found(seed: int) -> Iterator[Found]:
    """Two years of companies that are taxed in full, and of nonprofits with relief, under both laws."""
    for rules in ("2014", "2020"):
        market = special({**DIALS, "world.rules_as_of": rules}, "lottery", levers=LEVERS, seed=seed)
        market.run()
        booked = tables(market)["ledger"]
        got, spent = _months(market, booked, "payment|final_payment"), _months(market, booked, "delivery")
        burden = np.where(market.organizations.nonprofit, RELIEF, 1.0)
        part = np.full(got.shape, 0.05 * 1.12) if rules == "2014" else _added(got)
        on_receipts = np.round(100.0 * burden * part * got) / 100.0
        on_surplus = _of_years(market, got - spent - on_receipts, burden)
        yield to_the_fen(f"{rules}: taxes by month and payer, yuan", on_receipts + on_surplus, _months(market, booked, "tax"), 2)
        yield exactly(f"{rules}: rates on receipts that were met", 1 if rules == "2014" else 2, np.unique(part.round(12)).size)


def _months(market: PublicServiceMarket, booked: pd.DataFrame, kinds: str) -> np.ndarray:
    """Yuan that organizations got from others, or paid for kinds of transfers, shape (months, organizations)."""
    rows = booked[booked["kind"].isin(kinds.split("|"))]
    side = "target" if "payment" in kinds else "source"
    rows = rows[rows[side].str.startswith("organization/")]
    sums = np.zeros((market.month, len(market.organizations)))
    who = rows[side].str.removeprefix("organization/").astype(int)
    np.add.at(sums, (rows["month"].to_numpy() + market.specification.warm_up, who.to_numpy()), rows["fen"].to_numpy() / 100.0)
    return sums


def _added(got: np.ndarray) -> np.ndarray:
    """Part of receipts that value added tax and its surcharges take, by a year's receipts at the pace of the months before."""
    ages = np.arange(got.shape[0])[:, None] - 1 - np.arange(got.shape[0])
    yearly = np.where(ages >= 0, (11.0 / 12.0) ** np.maximum(ages, 0), 0.0) @ got
    rate = np.where(yearly <= LIMIT, SMALL, USUAL)
    return np.asarray(1.12 * (1.0 - 1.0 / (1.0 + rate)))


def _of_years(market: PublicServiceMarket, left: np.ndarray, burden: np.ndarray) -> np.ndarray:
    """What December takes of the year's surplus, losses of years before included; nothing in other months."""
    taken, carried = np.zeros(left.shape), np.zeros(left.shape[1])
    for month in range(left.shape[0]):
        carried = carried + left[month]
        if (month - market.specification.warm_up) % 12 == 11:
            rate = np.where(carried <= PROFIT_LIMIT, PROFIT_SMALL, PROFIT)
            taken[month] = np.round(100.0 * burden * rate * np.maximum(carried, 0.0)) / 100.0
            carried = np.minimum(carried, 0.0)
    return taken


TITLE_ZH = "税收即法律就收入与年度结余所征之数，精确到分，以政策工具为限"
CHINESE = {
    "{rules}: taxes by month and payer, yuan": "{rules} 年规则：各月各纳税人的税额（元）",
    "{rules}: rates on receipts that were met": "{rules} 年规则：出现的收入税率",
}
