"""Founders come in as far as what taxes leave of their margin covers the cost of setting up.

A founder expects its chance times the value of an award times the margin: that of the contracts it sees, plus what other
suppliers pay in tax on receipts on average, less what it would pay itself, less tax on what is left. Costs of setting up are
log-normal, so that it registers with the chance ``Phi(ln(prospect / median) / spread)``. Companies are taxed in full, nonprofits
not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy.stats import norm

from gpssim.model import PublicServiceMarket
from gpssim.theory.market_lane import Found, on_average
from gpssim.theory.special import special, tables

VERBS = ("enter_and_leave",)
RULES = ("taxing.margin_after_tax", "taxing.surplus_tax", "taxing.business_tax")
SOURCE = "closed form of a log-normal threshold; market rule D 19"

PART, PROFIT, CHANCE, MEDIAN, SPREAD = 0.056, 0.2, 1.0 / 3.0, 500.0, 0.5
DIALS: Final[dict[str, Any]] = {
    "world.city.n_citizens": 100,
    "world.rules_as_of": "2014",
    "world.organizations.effort_max": 0.0,
    "world.organizations.kind_shares": [0.5, 0.0, 0.0, 0.5],
    "world.organizations.founders_rate": 30.0,
    "world.organizations.reads_competition": 0.0,
    "world.organizations.setup_cost": MEDIAN,
    "world.organizations.setup_spread": SPREAD,
    "world.organizations.wage_share": 0.5,
    "world.purchasers.project_value": 24_000.0,
    "world.purchasers.ceiling_margin": 0.16,
    "world.sector.taxes.profit_tax_small": PROFIT,
    "months": 18,
}


def found(seed: int) -> Iterator[Found]:
    """Hundreds of candidates before anybody young is known, each with a cost of setting up of its own."""
    market = special(DIALS, "lottery", settings={"discount": 0.0}, levers={"company_tax": 1.0}, seed=seed)
    market.run()
    candidates = tables(market)["founders"]
    candidates = candidates[candidates["month"] >= candidates.loc[candidates["registered"], "month"].min()]
    chance = np.concatenate([_chances(market, rows) for _, rows in candidates.groupby("month", sort=True)])
    for kind, name in (("company", "companies"), ("social_service_agency", "nonprofits")):
        rows = (candidates["kind"] == kind).to_numpy()
        yield on_average(f"{name} registered, less the chance of it", 0.0, candidates["registered"].to_numpy()[rows] - chance[rows])


def _chances(market: PublicServiceMarket, candidates: pd.DataFrame) -> np.ndarray:
    """The chance of each candidate of a month, in their order: who registered before it counts among the others."""
    month = int(candidates["month"].iloc[0]) + market.specification.warm_up
    o, c = market.organizations, market.contracts
    there = o.born <= month
    wages = 1.0 + 0.5 * (o.wage[there] / market.world.organizations.wage - 1.0)
    taxes = np.where(o.nonprofit[there], 0.0, PART)
    surveyed = float((100.0 * wages / (1.0 - taxes)).mean())
    seen = (c.start <= month) & ~c.bridge
    value, margin = (c.price * c.places * 12.0)[seen].mean(), np.clip(1.0 - surveyed / c.price[seen], 0.0, 1.0).mean()
    total, n, chances = taxes.sum(), taxes.size, []
    for kind, registered in zip(candidates["kind"], candidates["registered"], strict=True):
        own = PART if kind == "company" else 0.0
        kept = (margin + total / n - own) * (1.0 - (PROFIT if kind == "company" else 0.0))
        chances.append(norm.cdf(np.log(CHANCE * value * kept / MEDIAN) / SPREAD))
        total, n = total + own * registered, n + registered
    return np.array(chances)


TITLE_ZH = "税后所余利润足以弥补设立成本时创办者进入"
CHINESE = {
    "{name} registered, less the chance of it": "{name}是否登记，减去其概率",
    "companies": "企业",
    "nonprofits": "非营利组织",
}
