"""Verifiable quality: the part of quality that a third party can check."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="verifiable_quality",
    label="Verifiable quality",
    label_zh="可核验质量",
    unit="latent",
    family="service",
    direction=1,
    meaning="verifiable quality (latent) summed over delivered places over delivered places",
    numerator=total("services", "delivered_verifiable"),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
)
