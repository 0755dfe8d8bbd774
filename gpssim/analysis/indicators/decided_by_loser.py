"""Rank reversal: awards that one losing offer decided."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count

INDICATOR = Indicator(
    name="decided_by_loser",
    label="Awards decided by a losing offer",
    label_zh="由落选报价左右的中标比例",
    unit="share",
    family="competition",
    direction=-1,
    meaning="awards that would have gone to somebody else without one of the losing offers, over purchases awarded",
    numerator=count("projects", "decided_by_loser", where=lambda rows: rows["decided_by_loser"], month="month_opened"),
    denominator=count("projects", "outcome", where=lambda rows: rows["outcome"] == "awarded", month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
)
