"""Income from foundations: grants of foundations as a share of all organizations' income."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total
from gpssim.analysis.needs import Needs, of_kinds
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="income_from_foundations",
    label="Income from foundations",
    label_zh="基金会资助收入占比",
    unit="share",
    family="capacity",
    direction=0,
    meaning="grants of foundations as a share of all organizations' income, over the quarters of the last year",
    numerator=total("organizations", "income_foundations"),
    denominator=total("organizations", "income"),
    aggregation="last_12",
    groupings=("kind", "domain"),
    needs=Needs(
        Text(
            "foundations among the organizations (world.organizations.kind_shares)",
            "组织中有基金会（world.organizations.kind_shares）",
        ),
        test=of_kinds("payout"),
    ),
)
