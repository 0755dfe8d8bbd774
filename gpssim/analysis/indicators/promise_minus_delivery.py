"""Promise minus delivery: what offers promise beyond what is delivered, on the latent scale."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total

INDICATOR = Indicator(
    name="promise_minus_delivery",
    label="Promise minus delivery",
    label_zh="承诺与实际之差",
    unit="latent",
    family="information",
    direction=-1,
    meaning="promised minus true quality (latent), both summed over delivered places, over delivered places",
    numerator=Sum(
        "services", ("promised_latent", "delivered_latent"), lambda rows: rows["promised_latent"] - rows["delivered_latent"]
    ),
    denominator=total("services", "places_delivered"),
    groupings=("district", "domain"),
)
