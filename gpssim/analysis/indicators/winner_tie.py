"""Ties of winners: how close those who win are to the officials who buy."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, defined, total

VALUE = total("projects", "winner_tie", month="month_opened")

INDICATOR = Indicator(
    name="winner_tie",
    label="Winners' ties to officials",
    label_zh="中标者与官员的关系",
    unit="latent",
    family="competition",
    direction=0,
    meaning="mean tie of the first winner to the purchaser over awards",
    numerator=VALUE,
    denominator=defined(VALUE),
    groupings=("district", "domain", "mechanism", "purchaser"),
)
