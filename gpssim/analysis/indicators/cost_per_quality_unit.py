"""Public cost of quality: payments, procedure and officials' time for a place-month of full quality."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, Sum, total


def _public_cost(rows: Rows) -> pd.Series:
    return (
        rows["paid"] + rows["procedure_cost"] + rows["purchasers.wage_hour"] * (rows["official_hours"] + rows["monitoring_hours"])
    )


INDICATOR = Indicator(
    name="cost_per_quality_unit",
    label="Public cost per quality-adjusted place-month",
    label_zh="单位质量公共成本",
    unit="yuan per quality-adjusted place-month",
    family="money",
    direction=-1,
    lowest=0.0,
    meaning="paid + procedure cost + officials' hours at their wage, over delivered places weighted by true quality (0-1)",
    numerator=Sum(
        "purchasers", ("paid", "procedure_cost", "official_hours", "monitoring_hours"), _public_cost, ("purchasers.wage_hour",)
    ),
    denominator=total("services", "delivered_quality"),
    groupings=("domain",),
    primary=True,
)
