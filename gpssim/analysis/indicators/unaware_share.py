"""Exclusion, second stage: in need and eligible, but without knowledge of the service."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="unaware_share",
    label="Unaware of the service",
    label_zh="不知晓比例",
    unit="share",
    family="equity",
    direction=-1,
    meaning="people unaware over people in need, both summed over months",
    numerator=total("monthly", "n_unaware"),
    denominator=total("monthly", "n_need"),
    groupings=("district", "domain", "group"),
)
