"""Public cost 公共支出: what taxpayers give for services and for buying them; fees that users pay are not in it."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, Time

INDICATOR = Indicator(
    name="public_cost",
    label="Public cost",
    label_zh="公共支出",
    unit="yuan per resident and year",
    family="money",
    direction=-1,
    lowest=0.0,
    meaning="payments to organizations and cost of procedures, per resident and year",
    numerator=Sum("purchasers", ("paid", "procedure_cost"), lambda rows: rows["paid"] + rows["procedure_cost"]),
    denominator=Time("city.residents"),
    groupings=("domain",),
)
