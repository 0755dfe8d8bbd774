"""Effective competition: valid offers that were meant to win, accompanying bids left out."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count, total

INDICATOR = Indicator(
    name="effective_bids_per_project",
    label="Effective valid offers per purchase",
    label_zh="每次采购的实质有效投标数",
    unit="offers",
    family="competition",
    direction=1,
    lowest=0.0,
    meaning="valid offers without accompanying bids over purchases opened",
    numerator=total("projects", "n_effective_bids", month="month_opened"),
    denominator=count("projects", month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
)
