"""Shortfall: promised quality that is not delivered, on the 0-1 scale (on the latent scale: ``promise_minus_delivery``)."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total

INDICATOR = Indicator(
    name="shortfall",
    label="Shortfall against promise",
    label_zh="质量缺口",
    unit="0-1",
    family="service",
    direction=-1,
    lowest=-1.0,
    meaning="promised minus delivered quality, both summed over delivered places, over delivered places",
    numerator=Sum(
        "services", ("promised_quality", "delivered_quality"), lambda rows: rows["promised_quality"] - rows["delivered_quality"]
    ),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
)
