"""Irregular awards: awards without a lawful basis, whether or not anybody knows."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count

INDICATOR = Indicator(
    name="irregular_share",
    label="Irregular awards",
    label_zh="违规授予比例",
    unit="share",
    family="competition",
    direction=-1,
    meaning="awards with irregular legal basis over awards",
    numerator=count(
        "projects", "legal_basis", where=lambda rows: rows["legal_basis"].astype(str) == "irregular", month="month_opened"
    ),
    denominator=count("projects", "outcome", where=lambda rows: rows["outcome"].astype(str) == "awarded", month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
)
