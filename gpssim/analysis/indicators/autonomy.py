"""Autonomy: how far organizations keep their own initiative against becoming an arm of the administration 行政化."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count, total

INDICATOR = Indicator(
    name="autonomy",
    label="Autonomy",
    label_zh="自主性",
    unit="share",
    family="capacity",
    direction=1,
    meaning="autonomy, mean over organizations and the quarters of the last year",
    numerator=total("organizations", "autonomy"),
    denominator=count("organizations"),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
