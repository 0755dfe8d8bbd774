"""Entry: founders who register, a year."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Time, total

INDICATOR = Indicator(
    name="entry",
    label="Organizations founded",
    label_zh="新成立组织",
    unit="organizations per year",
    family="competition",
    direction=1,
    lowest=0.0,
    meaning="candidate founders who registered, a year",
    numerator=total("founders", "registered"),
    denominator=Time(),
    groupings=("kind", "domain"),
)
