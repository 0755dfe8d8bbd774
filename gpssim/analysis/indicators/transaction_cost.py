"""Transaction cost 交易成本: what deciding costs both sides, for every 100 yuan contracted; inspections are not part of it."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, Sum


def _cost(rows: Rows) -> pd.Series:
    return 100 * (rows["procedure_cost"] + rows["purchasers.wage_hour"] * rows["official_hours"] + rows["bidder_cost"])


INDICATOR = Indicator(
    name="transaction_cost",
    label="Transaction cost",
    label_zh="交易成本",
    unit="yuan per 100 yuan contracted",
    family="money",
    direction=-1,
    lowest=0.0,
    meaning="100 times procedure cost + officials' hours at their wage + cost of all offers, over the value of contracts signed",
    numerator=Sum(
        "projects", ("procedure_cost", "official_hours", "bidder_cost"), _cost, ("purchasers.wage_hour",), "month_opened"
    ),
    denominator=Sum(
        "contracts", ("value", "bridge"), lambda rows: rows["value"] * ~rows["bridge"].astype(bool), month="month_signed"
    ),
    groupings=("district", "domain", "mechanism"),
)
