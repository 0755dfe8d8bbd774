"""Gain by service innovation: quality that better-fitting service models add, apart from ability and effort."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total
from gpssim.analysis.needs import INNOVATION

INDICATOR = Indicator(
    name="innovation_gain",
    label="Quality by service innovation",
    label_zh="服务创新带来的质量",
    unit="latent",
    family="service",
    direction=1,
    meaning="non-verifiable quality that service models add to the usual one, mean over delivered places",
    numerator=total("services", "practice_latent"),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
    needs=INNOVATION,
)
