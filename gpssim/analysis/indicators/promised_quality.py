"""Promised quality: quality as providers promise it in their offers, on the 0-1 scale."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="promised_quality",
    label="Promised quality",
    label_zh="承诺质量",
    unit="0-1",
    family="information",
    direction=0,
    meaning="quality as promised summed over delivered places over delivered places",
    numerator=total("services", "promised_quality"),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
)
