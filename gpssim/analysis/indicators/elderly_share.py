"""Ageing 人口老龄化: elderly among citizens."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total

INDICATOR = Indicator(
    name="elderly_share",
    label="Elderly among citizens",
    label_zh="老年人占比",
    unit="share",
    family="citizens",
    direction=0,
    meaning="citizens in the group of the elderly over all citizens, both summed over months",
    numerator=Sum("public", ("n_citizens", "group"), lambda rows: rows["n_citizens"] * (rows["group"] == "elderly")),
    denominator=total("public", "n_citizens"),
    groupings=("district",),
)
