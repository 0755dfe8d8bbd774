"""Satisfaction 满意度 of those who are served: experience against expectation, on a 0-1 scale."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="satisfaction",
    label="Satisfaction",
    label_zh="满意度",
    unit="0-1",
    family="citizens",
    direction=1,
    meaning="satisfaction summed over the served over the served",
    numerator=total("monthly", "satisfaction"),
    denominator=total("monthly", "n_served"),
    groupings=("district", "domain", "group"),
    primary=True,
)
