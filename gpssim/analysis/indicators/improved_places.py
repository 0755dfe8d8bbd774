"""Reach of service innovation: places under a service model that fits need better than the usual one."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total
from gpssim.analysis.needs import INNOVATION

INDICATOR = Indicator(
    name="improved_places",
    label="Places with a better service model",
    label_zh="改进服务模式覆盖的名额比例",
    unit="share",
    family="service",
    direction=1,
    meaning="delivered places whose service model adds 0.1 latent or more, over delivered places",
    numerator=total("services", "places_improved"),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
    needs=INNOVATION,
)
