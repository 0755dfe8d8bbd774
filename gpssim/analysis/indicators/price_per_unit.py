"""Price: what a delivered place costs the purchaser a month by contract; follows the mix of domains (see ``price_index``)."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="price_per_unit",
    label="Unit price",
    label_zh="单价",
    unit="yuan per place-month",
    family="money",
    direction=-1,
    lowest=0.0,
    meaning="contract value delivered over delivered places",
    numerator=total("services", "contract_value"),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
    primary=True,
)
