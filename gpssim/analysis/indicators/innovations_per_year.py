"""Pace of service innovation: better service models that trials found; what copies spread is not counted again."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Time, total
from gpssim.analysis.needs import INNOVATION

INDICATOR = Indicator(
    name="innovations_per_year",
    label="Service models found",
    label_zh="新服务模式数",
    unit="innovations per year",
    family="capacity",
    direction=1,
    lowest=0.0,
    meaning="trials a year that found a service model better than the provider's own",
    numerator=total("purchasers", "n_models_found"),
    denominator=Time(),
    groupings=("domain", "purchaser"),
    needs=INNOVATION,
)
