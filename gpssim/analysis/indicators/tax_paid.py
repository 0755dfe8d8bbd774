"""Tax paid: what organizations pay to the treasury in a year."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="tax_paid",
    label="Tax paid by organizations",
    label_zh="组织纳税额",
    unit="yuan per year",
    family="money",
    direction=0,
    meaning="taxes of the last 12 months, all living organizations together, mean over the window's quarters",
    numerator=total("organizations", "tax"),
    aggregation="mean",
    groupings=("kind", "domain"),
)
