"""Unmet need: months of a year in need that pass without service, those who never apply included."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total

INDICATOR = Indicator(
    name="unmet_need_months",
    label="Unmet need",
    label_zh="未满足需求",
    unit="months per year in need",
    family="service",
    direction=-1,
    lowest=0.0,
    highest=12.0,
    meaning="12 times the months of unmet need over the months in need",
    numerator=Sum("monthly", ("waiting",), lambda rows: 12 * rows["waiting"]),
    denominator=total("monthly", "n_need"),
    groupings=("district", "domain", "group"),
)
