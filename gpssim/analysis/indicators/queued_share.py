"""Exclusion, last stage: applied and waiting for a place."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="queued_share",
    label="Waiting for a place",
    label_zh="排队比例",
    unit="share",
    family="equity",
    direction=-1,
    meaning="people who wait over people in need, both summed over months",
    numerator=total("monthly", "n_queued"),
    denominator=total("monthly", "n_need"),
    groupings=("district", "domain", "group"),
)
