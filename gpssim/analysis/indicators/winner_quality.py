"""Ability of winners: whom the purchase selects."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, defined, total

VALUE = total("projects", "winner_quality", month="month_opened")

INDICATOR = Indicator(
    name="winner_quality",
    label="Winners' true ability",
    label_zh="中标者的真实能力",
    unit="latent",
    family="competition",
    direction=1,
    meaning="mean true ability of the first winner in the project's domain over awards",
    numerator=VALUE,
    denominator=defined(VALUE),
    groupings=("district", "domain", "mechanism", "purchaser"),
)
