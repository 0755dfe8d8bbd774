"""Exclusion, first stage: in need but not eligible."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="ineligible_share",
    label="Not eligible",
    label_zh="不符合资格比例",
    unit="share",
    family="equity",
    direction=-1,
    meaning="people not eligible over people in need, both summed over months",
    numerator=total("monthly", "n_ineligible"),
    denominator=total("monthly", "n_need"),
    groupings=("district", "domain", "group"),
)
