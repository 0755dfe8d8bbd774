"""Income from fees: fees of members and users as a share of all organizations' income."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="income_from_fees",
    label="Income from fees",
    label_zh="会费与收费收入占比",
    unit="share",
    family="capacity",
    direction=0,
    meaning="fees of members and users as a share of all organizations' income, over the quarters of the last year",
    numerator=total("organizations", "income_fees"),
    denominator=total("organizations", "income"),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
