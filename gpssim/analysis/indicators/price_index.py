"""Price index: price against the reference cost of the same mix of domains."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total

INDICATOR = Indicator(
    name="price_index",
    label="Price over reference cost",
    label_zh="价格指数",
    unit="ratio",
    family="money",
    direction=-1,
    lowest=0.0,
    meaning="contract value delivered over delivered places at their domains' reference unit cost",
    numerator=total("services", "contract_value"),
    denominator=Sum(
        "services",
        ("places_delivered", "domain"),
        lambda rows: rows["places_delivered"] * rows["domains.unit_cost"],
        ("domains.unit_cost",),
    ),
    groupings=("district", "domain"),
)
