"""Coverage 覆盖率: how many of those in need are served."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="coverage",
    label="Coverage",
    label_zh="覆盖率",
    unit="share",
    family="service",
    direction=1,
    meaning="people served over people in need, both summed over months",
    numerator=total("monthly", "n_served"),
    denominator=total("monthly", "n_need"),
    groupings=("district", "domain", "group"),
    primary=True,
)
