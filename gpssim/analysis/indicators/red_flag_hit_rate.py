"""Red flags, true positives: violations that an observer would suspect."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count
from gpssim.analysis.needs import TRUTH

INDICATOR = Indicator(
    name="red_flag_hit_rate",
    label="Red flags: violations flagged",
    label_zh="风险信号命中率",
    unit="share",
    family="information",
    direction=1,
    meaning="flagged purchases with a violation over purchases with a violation",
    numerator=count(
        "projects", "truth", "red_flag", where=lambda rows: (rows["truth"] != 0) & (rows["red_flag"] != 0), month="month_opened"
    ),
    denominator=count("projects", "truth", where=lambda rows: rows["truth"] != 0, month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
    needs=TRUTH,
)
