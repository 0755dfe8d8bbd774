"""Delivered quality: the true quality of what contracts supply, on the 0-1 scale."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="delivered_quality",
    label="Delivered quality",
    label_zh="实际质量",
    unit="0-1",
    family="service",
    direction=1,
    meaning="true quality summed over delivered places over delivered places",
    numerator=total("services", "delivered_quality"),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
    primary=True,
)
