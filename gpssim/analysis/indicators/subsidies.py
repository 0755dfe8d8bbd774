"""Subsidies: what the treasury pays to organizations outside contracts."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Time, total

INDICATOR = Indicator(
    name="subsidies",
    label="Subsidies outside contracts",
    label_zh="合同外财政补助",
    unit="yuan per year",
    family="money",
    direction=0,
    meaning="deficits covered and incubators paid for by the treasury, a year",
    numerator=total("purchasers", "subsidy"),
    denominator=Time(),
    groupings=("purchaser", "domain"),
)
