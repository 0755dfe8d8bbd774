"""Unpaid tasks: staff time that officials take for work nobody pays 行政化."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, count, total
from gpssim.analysis.needs import Needs
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="unpaid_tasks",
    label="Unpaid assigned tasks",
    label_zh="无偿交办任务",
    unit="share",
    family="capacity",
    direction=-1,
    meaning="staff time in unpaid assigned tasks, mean over organizations and the quarters of the last year",
    numerator=total("organizations", "unpaid_tasks"),
    denominator=count("organizations"),
    aggregation="last_12",
    groupings=("kind", "domain"),
    needs=Needs(
        Text("unpaid assigned tasks (world.sector.capture.tasks)", "无偿交办任务（world.sector.capture.tasks）"),
        ("world.sector.capture.tasks",),
    ),
)
