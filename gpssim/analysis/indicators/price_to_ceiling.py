"""Price to ceiling 中标价/最高限价: how far below the ceiling purchases are signed."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, Sum

COLUMNS = ("unit_price", "ceiling", "places", "month_start", "month_end", "cycle_year", "bridge")


def _volume(rows: Rows) -> pd.Series:
    """Place-months whose price was set by a purchase: renewals within a cycle and extensions repeat an old price."""
    new = (rows["cycle_year"] == 0) & ~rows["bridge"].astype(bool)
    return rows["places"] * (rows["month_end"] - rows["month_start"]) * new


INDICATOR = Indicator(
    name="price_to_ceiling",
    label="Price over ceiling",
    label_zh="中标价与限价之比",
    unit="ratio",
    family="money",
    direction=-1,
    lowest=0.0,
    meaning="value at price over value at ceiling of contracts signed in the first year of their line, extensions left out",
    numerator=Sum("contracts", COLUMNS, lambda rows: rows["unit_price"] * _volume(rows), month="month_signed"),
    denominator=Sum("contracts", COLUMNS, lambda rows: rows["ceiling"] * _volume(rows), month="month_signed"),
    groupings=("district", "domain", "mechanism"),
)
