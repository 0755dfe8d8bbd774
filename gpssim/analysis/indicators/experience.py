"""Experience: what organizations have learned by doing and not forgotten."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count, total

INDICATOR = Indicator(
    name="experience",
    label="Experience",
    label_zh="经验积累",
    unit="project-years",
    family="capacity",
    direction=1,
    lowest=0.0,
    meaning="experience, mean over organizations and the quarters of the last year",
    numerator=total("organizations", "experience"),
    denominator=count("organizations"),
    aggregation="last_12",
    groupings=("kind", "domain"),
)
