"""Exclusion, third stage: in need and aware, but not applying."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="deterred_share",
    label="Aware but not applying",
    label_zh="未申请比例",
    unit="share",
    family="equity",
    direction=-1,
    meaning="people who do not apply over people in need, both summed over months",
    numerator=total("monthly", "n_deterred"),
    denominator=total("monthly", "n_need"),
    groupings=("district", "domain", "group"),
)
