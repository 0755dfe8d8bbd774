"""Advances lost: money paid in advance to organizations that then failed."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total

INDICATOR = Indicator(
    name="advance_lost",
    label="Advances lost in defaults",
    label_zh="预付款损失",
    unit="yuan per 1000 yuan paid",
    family="money",
    direction=-1,
    lowest=0.0,
    meaning="1000 times advances lost over money paid",
    numerator=Sum("purchasers", ("advance_lost",), lambda rows: 1000 * rows["advance_lost"]),
    denominator=total("purchasers", "paid"),
    groupings=("purchaser", "domain"),
)
