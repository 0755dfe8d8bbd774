"""Waiting: how long those who began to be served had waited."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total

INDICATOR = Indicator(
    name="waiting_months",
    label="Waiting before service",
    label_zh="服务前等待时间",
    unit="months",
    family="service",
    direction=-1,
    lowest=0.0,
    meaning="months waited by those who began to be served over their number",
    numerator=total("monthly", "waited"),
    denominator=total("monthly", "n_started"),
    groupings=("district", "domain", "group"),
)
