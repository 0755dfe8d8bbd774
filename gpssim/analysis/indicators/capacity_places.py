"""Capacity: the places a month that all organizations together could serve."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="capacity_places",
    label="Capacity",
    label_zh="服务容量",
    unit="places",
    family="capacity",
    direction=1,
    lowest=0.0,
    meaning="places that organizations can serve, summed over organizations, mean of the quarters of the last year",
    numerator=total("organizations", "capacity"),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
