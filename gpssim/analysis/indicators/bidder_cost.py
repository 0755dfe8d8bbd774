"""Bidders' part of the transaction cost: what all offers cost those who made them, winners or not."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum

INDICATOR = Indicator(
    name="bidder_cost",
    label="Cost of offers",
    label_zh="投标成本",
    unit="yuan per 100 yuan contracted",
    family="money",
    direction=-1,
    lowest=0.0,
    meaning="100 times the cost of all offers over the value of contracts signed",
    numerator=Sum("projects", ("bidder_cost",), lambda rows: 100 * rows["bidder_cost"], month="month_opened"),
    denominator=Sum(
        "contracts", ("value", "bridge"), lambda rows: rows["value"] * ~rows["bridge"].astype(bool), month="month_signed"
    ),
    groupings=("district", "domain", "mechanism"),
)
