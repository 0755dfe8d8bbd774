"""Staff of all organizations together."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="staff",
    label="Staff",
    label_zh="从业人员",
    unit="persons",
    family="capacity",
    direction=1,
    lowest=0.0,
    meaning="staff summed over organizations, mean of the quarters of the last year",
    numerator=total("organizations", "staff"),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
