"""Arrears: months of costs that organizations owe because money comes late or does not suffice."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count, total

INDICATOR = Indicator(
    name="arrears",
    label="Months of arrears",
    label_zh="欠款月数",
    unit="months",
    family="capacity",
    direction=-1,
    lowest=0.0,
    meaning="months of arrears, mean over organizations and the quarters of the last year",
    numerator=total("organizations", "arrears_months"),
    denominator=count("organizations"),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
