"""Error of exclusion: people of the groups that come first who are not recognized."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, total
from gpssim.analysis.needs import Needs
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="targeting_missed",
    label="Targeting: missed",
    label_zh="瞄准：遗漏",
    unit="share",
    family="equity",
    direction=-1,
    meaning="needs of people in the target groups who are not recognized over needs of all in them; undefined without targeting",
    numerator=total("districts", "n_missed"),
    denominator=total("districts", "n_target"),
    groupings=("district",),
    needs=Needs(Text("targeting (lever targeting)", "优先照顾（政策工具 targeting）"), ("policy.levers.targeting",)),
)
