"""Make or buy: value of what is provided in house among all contracts that begin."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total

INDICATOR = Indicator(
    name="in_house_share",
    label="Provided in house",
    label_zh="自行提供的比例",
    unit="share",
    family="competition",
    direction=0,
    meaning="value of contract years in house over value of all contract years that begin",
    numerator=Sum(
        "contracts",
        ("mechanism", "value"),
        lambda rows: rows["value"] * (rows["mechanism"].astype(str) == "in_house"),
        month="month_start",
    ),
    denominator=total("contracts", "value", month="month_start"),
    groupings=("district", "domain", "purchaser"),
)
