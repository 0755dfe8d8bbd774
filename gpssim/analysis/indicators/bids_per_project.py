"""Nominal competition: offers per purchase, valid or not."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count, total

INDICATOR = Indicator(
    name="bids_per_project",
    label="Offers per purchase",
    label_zh="投标数",
    unit="offers",
    family="competition",
    direction=1,
    lowest=0.0,
    meaning="offers over purchases opened, every attempt counted",
    numerator=total("projects", "n_bids", "month_opened"),
    denominator=count("projects", month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
)
