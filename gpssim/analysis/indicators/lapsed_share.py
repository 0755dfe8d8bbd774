"""Lapsed money: appropriations returned to the treasury at the end of the year."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="lapsed_share",
    label="Appropriation lapsed",
    label_zh="结余上缴比例",
    unit="share",
    family="money",
    direction=-1,
    meaning="money returned over money appropriated",
    numerator=total("purchasers", "lapsed"),
    denominator=total("purchasers", "appropriation"),
    groupings=("purchaser", "domain"),
)
