"""Income from donations: donations as a share of all organizations' income."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total

SOURCE = Sum(
    "organizations",
    ("income", "income_government", "income_fees", "income_foundations"),
    lambda rows: rows["income"] - rows["income_government"] - rows["income_fees"] - rows["income_foundations"],
)

INDICATOR = Indicator(
    name="income_from_donations",
    label="Income from donations",
    label_zh="捐赠收入占比",
    unit="share",
    family="capacity",
    direction=0,
    meaning="donations as a share of all organizations' income, over the quarters of the last year",
    numerator=SOURCE,
    denominator=total("organizations", "income"),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
