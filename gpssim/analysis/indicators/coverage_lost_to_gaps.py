"""Coverage lost to gaps: places of lines whose contract ran out before the next one began."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total

INDICATOR = Indicator(
    name="coverage_lost_to_gaps",
    label="Places lost between contracts",
    label_zh="合同空档损失",
    unit="share",
    family="service",
    direction=-1,
    meaning="places of lines between two contracts over these and the places contracted",
    numerator=total("services", "places_gap"),
    denominator=Sum("services", ("places_gap", "places_contracted"), lambda rows: rows["places_gap"] + rows["places_contracted"]),
    groupings=("district", "domain"),
)
