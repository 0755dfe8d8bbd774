"""Places that went to enterprises and not to citizens."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total
from gpssim.analysis.needs import ENTERPRISES

INDICATOR = Indicator(
    name="enterprise_places_share",
    label="Places for enterprises",
    label_zh="企业所占名额",
    unit="share",
    family="service",
    direction=0,
    meaning="places that associations gave to enterprises over all places delivered; undefined without enterprises",
    numerator=total("enterprises", "places"),
    denominator=total("services", "places_delivered"),
    groupings=("district",),
    needs=ENTERPRISES,
)
