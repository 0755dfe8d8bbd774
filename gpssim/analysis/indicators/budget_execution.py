"""Budget execution 预算执行率: how much of the appropriation is committed."""

from __future__ import annotations

from math import inf

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="budget_execution",
    label="Budget execution",
    label_zh="预算执行率",
    unit="share",
    family="money",
    direction=1,
    highest=inf,
    meaning="value committed over money appropriated",
    numerator=total("purchasers", "committed"),
    denominator=total("purchasers", "appropriation"),
    groupings=("purchaser", "domain"),
)
