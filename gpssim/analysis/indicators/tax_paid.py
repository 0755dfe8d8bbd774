"""Tax paid: what organizations pay to the treasury in a year."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total
from gpssim.analysis.needs import Needs
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="tax_paid",
    label="Tax paid by organizations",
    label_zh="组织纳税额",
    unit="yuan per year",
    family="money",
    direction=0,
    lowest=0.0,
    meaning="taxes of the last 12 months, all living organizations together, mean over the window's quarters",
    numerator=total("organizations", "tax"),
    aggregation="mean",
    groupings=("kind", "domain"),
    needs=Needs(
        Text("taxes (levers company_tax, nonprofit_tax)", "税收（政策工具 company_tax、nonprofit_tax）"),
        ("policy.levers.company_tax", "policy.levers.nonprofit_tax"),
    ),
)
