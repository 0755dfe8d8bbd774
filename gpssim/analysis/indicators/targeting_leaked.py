"""Leakage: people of other groups who are taken for one of those that come first."""

from __future__ import annotations

from gpssim.analysis.indicator import Indicator, Sum, total
from gpssim.analysis.needs import Needs
from gpssim.texts.text import Text

INDICATOR = Indicator(
    name="targeting_leaked",
    label="Targeting: leaked",
    label_zh="瞄准：漏出",
    unit="share",
    family="equity",
    direction=-1,
    meaning="needs of people wrongly taken for the target groups over needs of all taken for them; undefined without targeting",
    numerator=total("districts", "n_leaked"),
    denominator=Sum(
        "districts", ("n_target", "n_missed", "n_leaked"), lambda rows: rows["n_target"] - rows["n_missed"] + rows["n_leaked"]
    ),
    groupings=("district",),
    needs=Needs(Text("targeting (lever targeting)", "优先照顾（政策工具 targeting）"), ("policy.levers.targeting",)),
)
