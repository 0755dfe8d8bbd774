"""Experienced quality: quality as those who are served meet it, hand-over losses included."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="experienced_quality",
    label="Experienced quality",
    label_zh="体验质量",
    unit="0-1",
    family="service",
    direction=1,
    meaning="quality as experienced summed over the served over the served",
    numerator=total("monthly", "experienced_quality"),
    denominator=total("monthly", "n_served"),
    groupings=("district", "domain", "group"),
    primary=True,
)
