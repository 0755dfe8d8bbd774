"""Dependence: the government's share of an organization's income."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, Sum, defined


def _share(rows: Rows) -> pd.Series:
    return rows["income_government"] / rows["income"].where(rows["income"] > 0)


VALUE = Sum("organizations", ("income_government", "income"), _share)

INDICATOR = Indicator(
    name="dependence_on_government",
    label="Dependence on government",
    label_zh="对政府收入依赖度",
    unit="share",
    family="capacity",
    direction=-1,
    meaning=(
        "government's share of the last 12 months' income, mean over organizations with any income and the quarters of the "
        "last year"
    ),
    numerator=VALUE,
    denominator=defined(VALUE),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
