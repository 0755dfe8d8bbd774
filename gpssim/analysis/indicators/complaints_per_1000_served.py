"""Complaints 投诉: voice of those who are served; fewer may mean better service or less voice."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total

INDICATOR = Indicator(
    name="complaints_per_1000_served",
    label="Complaints",
    label_zh="投诉",
    unit="per 1000 months of service",
    family="citizens",
    direction=-1,
    lowest=0.0,
    meaning="1000 times complaints over the months of service",
    numerator=Sum("monthly", ("n_complaints",), lambda rows: 1000 * rows["n_complaints"]),
    denominator=total("monthly", "n_served"),
    groupings=("district", "domain", "group"),
)
