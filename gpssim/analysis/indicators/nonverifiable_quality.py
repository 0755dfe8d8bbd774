"""Non-verifiable quality: the part of quality that only those served and close observers see."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="nonverifiable_quality",
    label="Non-verifiable quality",
    label_zh="不可核验质量",
    unit="latent",
    family="service",
    direction=1,
    meaning="non-verifiable quality (latent) summed over delivered places over delivered places",
    numerator=total("services", "delivered_nonverifiable"),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
)
