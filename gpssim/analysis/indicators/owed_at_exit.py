"""Money owed to organizations that leave: public payments that came too late."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Time, total

INDICATOR = Indicator(
    name="owed_at_exit",
    label="Public money owed to leavers",
    label_zh="欠付退出组织款项",
    unit="yuan per year",
    family="money",
    direction=-1,
    lowest=0.0,
    meaning="public money owed to organizations when they left, a year",
    numerator=total("exits", "owed"),
    denominator=Time(),
    groupings=("kind", "domain"),
)
