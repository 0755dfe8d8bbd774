"""Reported quality: quality as providers report it themselves, on the 0-1 scale."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="reported_quality",
    label="Reported quality",
    label_zh="自报质量",
    unit="0-1",
    family="information",
    direction=0,
    meaning="quality as reported by providers summed over delivered places over delivered places",
    numerator=total("services", "reported_quality"),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
)
