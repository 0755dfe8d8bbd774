"""Failed purchases 流标率: attempts that end without an award."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count

INDICATOR = Indicator(
    name="failed_purchase_rate",
    label="Failed purchases",
    label_zh="流标率",
    unit="share",
    family="competition",
    direction=-1,
    meaning="attempts without an award over attempts",
    numerator=count("projects", "outcome", where=lambda rows: rows["outcome"] == "failed", month="month_opened"),
    denominator=count("projects", month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
)
