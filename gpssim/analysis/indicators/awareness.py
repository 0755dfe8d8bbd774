"""Awareness: how far citizens know of the services there are."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="awareness",
    label="Awareness of services",
    label_zh="服务知晓度",
    unit="share",
    family="citizens",
    direction=1,
    meaning="awareness of services, mean over citizens and months",
    numerator=total("public", "awareness"),
    denominator=total("public", "n_citizens"),
    groupings=("district", "group"),
)
