"""Exit: organizations that leave, a year."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Time, count

INDICATOR = Indicator(
    name="exit",
    label="Organizations leaving",
    label_zh="退出组织",
    unit="organizations per year",
    family="competition",
    direction=-1,
    lowest=0.0,
    meaning="organizations that left, a year",
    numerator=count("exits"),
    denominator=Time(),
    groupings=("kind", "domain", "reason"),
)
