"""Age of the organizations, at the end of the window."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, count

INDICATOR = Indicator(
    name="organization_age",
    label="Age of organizations",
    label_zh="组织年龄",
    unit="years",
    family="competition",
    direction=0,
    lowest=0.0,
    meaning="years since registration, mean over organizations in the last quarter",
    numerator=Sum("organizations", ("month", "born"), lambda rows: (rows["month"] - rows["born"]) / 12),
    denominator=count("organizations"),
    aggregation="end",
    groupings=("kind", "domain"),
)
