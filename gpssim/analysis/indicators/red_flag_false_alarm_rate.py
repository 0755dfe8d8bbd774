"""Red flags, false positives: lawful purchases that an observer would suspect."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count
from gpssim.analysis.needs import TRUTH

INDICATOR = Indicator(
    name="red_flag_false_alarm_rate",
    label="Red flags: lawful purchases flagged",
    label_zh="风险信号误报率",
    unit="share",
    family="information",
    direction=-1,
    meaning="flagged purchases without a violation over purchases without a violation",
    numerator=count(
        "projects", "truth", "red_flag", where=lambda rows: (rows["truth"] == 0) & (rows["red_flag"] != 0), month="month_opened"
    ),
    denominator=count("projects", "truth", where=lambda rows: rows["truth"] == 0, month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
    needs=TRUTH,
)
