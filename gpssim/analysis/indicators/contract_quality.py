"""Quality of contracts: the true quality that contracts signed in the period deliver."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="contract_quality",
    label="Quality of contracts",
    label_zh="合同实际质量",
    unit="latent",
    family="service",
    direction=1,
    meaning="true quality summed over delivered place-months of the contracts signed in the period over these place-months",
    numerator=total("contracts", "delivered_latent", "month_signed"),
    denominator=total("contracts", "delivered", "month_signed"),
    groupings=("district", "domain", "mechanism"),
)
