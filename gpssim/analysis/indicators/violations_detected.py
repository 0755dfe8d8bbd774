"""Detection: violations of purchases that came to light."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count
from gpssim.analysis.needs import VIOLATIONS

INDICATOR = Indicator(
    name="violations_detected",
    label="Violations that came to light",
    label_zh="违规被查实比例",
    unit="share",
    family="information",
    direction=1,
    meaning="purchases in which something came to light over purchases with a violation",
    numerator=count("projects", "detected", where=lambda rows: rows["detected"] != 0, month="month_opened"),
    denominator=count("projects", "truth", where=lambda rows: rows["truth"] != 0, month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
    needs=VIOLATIONS,
)
