"""Valid offers per purchase, every attempt counted."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count, total

INDICATOR = Indicator(
    name="valid_bids_per_project",
    label="Valid offers per purchase",
    label_zh="有效投标数",
    unit="offers",
    family="competition",
    direction=1,
    lowest=0.0,
    meaning="valid offers over purchases opened, every attempt counted",
    numerator=total("projects", "n_valid_bids", "month_opened"),
    denominator=count("projects", month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
    primary=True,
)
